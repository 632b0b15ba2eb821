using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>Which priorities the nodes of a virtual router can come to, whatever checks fail, and whether one more
/// check makes a difference among them.</summary>
/// <param name="priorities">The configured priorities of all nodes, 1 to 254.</param>
/// <param name="others">The weights of the other checks.</param>
internal sealed class WeightReach(byte[] priorities, int[] others)
{
    private const int Highest = PriorityLedger.OwnerPriority - 1;

    private readonly int[] _sums = Sums(others);

    /// <summary>Whether there is a case, alone or together with failures of other checks on any node, in which a node
    /// beats another while a check of this weight is good, and is behind when it fails.</summary>
    /// <remarks>Level is enough for the node whose configured priority is no lower, since a Backup lets a Master of its
    /// own priority be (RFC 9568 section 6.4.2). For the same reason level is not behind.</remarks>
    public bool CanMove(int weight)
    {
        for (var node = 0; node < priorities.Length; node++)
        {
            for (var peer = 0; peer < priorities.Length; peer++)
            {
                if (node != peer && CanFallBehind(priorities[node], priorities[peer], weight))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The priority of a node when all other checks are good, with this one good and failed.</summary>
    public (int Good, int Failed) WhenFails(byte priority, int weight) =>
        At(priority + others.Where(other => other > 0).Sum(), weight);

    private bool CanFallBehind(byte node, byte peer, int weight)
    {
        var reachable = Reachable(peer, weight);
        foreach (var sum in _sums)
        {
            var (good, failed) = At(node + sum, weight);
            var beaten = node < peer ? good - 1 : good;
            if (beaten > failed && reachable.AsSpan(failed + 1, beaten - failed).Contains(true))
            {
                return true;
            }
        }

        return false;
    }

    // Indexed by priority.
    private bool[] Reachable(byte priority, int weight)
    {
        var reachable = new bool[Highest + 1];
        foreach (var sum in _sums)
        {
            var (good, failed) = At(priority + sum, weight);
            (reachable[good], reachable[failed]) = (true, true);
        }

        return reachable;
    }

    // As in PriorityLedger: a negative weight counts while the check fails, a positive one while it succeeds.
    private static (int Good, int Failed) At(int sum, int weight) =>
        (Clamp(sum + Math.Max(weight, 0)), Clamp(sum + Math.Min(weight, 0)));

    private static int Clamp(int sum) => Math.Clamp(sum, 1, Highest);

    private static int[] Sums(int[] weights)
    {
        HashSet<int> sums = [0];
        foreach (var weight in weights)
        {
            sums.UnionWith(sums.Select(sum => sum + weight).ToArray());
        }

        return [.. sums];
    }
}
