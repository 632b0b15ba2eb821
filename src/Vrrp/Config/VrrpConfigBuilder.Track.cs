using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The trackers and their weights.</content>
public sealed partial class VrrpConfigBuilder
{
    private const int MaxWeight = 253;

    private ImmutableArray<TrackedWeight> BuildTrack(
        string path, VirtualRouterOptions options, ImmutableArray<Contender> contenders)
    {
        var weights = ImmutableArray.CreateBuilder<TrackedWeight>();
        var track = options.Track ?? [];
        foreach (var (tracker, weight) in track)
        {
            var isSound = CheckTrack($"{path}:Track:{tracker}", tracker, weight, options.Interface);
            if (isSound && weight != 0)
            {
                CheckMoves($"{path}:Track:{tracker}", tracker, track, contenders);
            }

            if (!_followedTrackers.Contains(tracker))
            {
                _followedTrackers.Add(tracker);
            }

            weights.Add(new(_followedTrackers.IndexOf(tracker), weight));
        }

        return weights.ToImmutable();
    }

    // Whether there is nothing wrong with it.
    private bool CheckTrack(string path, string tracker, int weight, string? interfaceName)
    {
        var problem = InterfaceTracker.InterfaceOf(tracker) is { } link ? LinkProblem(link, interfaceName)
            : ClusterTracker.ClusterOf(tracker) is { } cluster ? ClusterProblem(cluster)
            : FileTracker.PathOf(tracker) is { } file ? FileTracker.Problem(file)
            : CheckProblem(tracker);
        if (problem is not null)
        {
            Fail(path, problem);
        }

        if (weight is < -MaxWeight or > MaxWeight)
        {
            Fail(path, $"{weight} is out of range; use -253 to 253, or 0 for Fault while the check fails.");
            return false;
        }

        return problem is null;
    }

    private string? CheckProblem(string tracker) => _knownTrackers.Contains(tracker)
        ? null
        : $"there is no health check \"{tracker}\"; {NearestName.Hint(tracker, _knownTrackers)}";

    private string? ClusterProblem(string cluster)
    {
        string[] known = [.. _knownTrackers.Select(ClusterTracker.ClusterOf).OfType<string>()];
        return known.Contains(cluster)
            ? null
            : $"there is no cluster \"{cluster}\"; {NearestName.Hint(cluster, known)}";
    }

    private static string? LinkProblem(string link, string? interfaceName) => link == interfaceName
        ? $"{link} carries the virtual router, which is in Fault anyway while it is down; remove this."
        : InterfaceName.Problem(link);

    /// <summary>The file describes all nodes, so a weight that changes nothing shows here and not in the first
    /// failure.</summary>
    private void CheckMoves(
        string path, string tracker, Dictionary<string, int> track, ImmutableArray<Contender> contenders)
    {
        var others = track.Where(t => t.Key != tracker).Select(t => t.Value).ToArray();
        // One node has nowhere to move them to, and the priority of an address owner does not move.
        if (contenders.Length < 2 || contenders.Any(c => c.Priority is 0 or PriorityLedger.OwnerPriority)
            || others.Any(w => w is < -MaxWeight or > MaxWeight))
        {
            return;
        }

        var weight = track[tracker];
        var reach = new WeightReach([.. contenders.Select(c => c.Priority)], others);
        if (!reach.CanMove(weight))
        {
            var (above, below) = ClosestPair(contenders);
            var (good, failed) = reach.WhenFails(above.Priority, weight);
            var peer = reach.WhenFails(below.Priority, weight).Good;
            var sum = good - Math.Abs(weight) == failed ? $"{good} - {Math.Abs(weight)} = {failed}" : $"{failed}";
            var verb = failed > peer ? "still beats" : "only equals";
            Fail(path,
                $"{weight} can never move the addresses: {above.Node} at {sum} {verb} {below.Node} at {peer}; "
                + Enough(reach, Math.Sign(weight), above.Priority - below.Priority + 1));
        }
    }

    private static string Enough(WeightReach reach, int sign, int size) =>
        size > MaxWeight || !reach.CanMove(sign * size) ? "bring the priorities of the nodes closer, and off 1 and 254."
        : sign < 0 ? $"use -{size} or lower."
        : $"use {size} or higher.";

    private static (Contender Above, Contender Below) ClosestPair(ImmutableArray<Contender> contenders)
    {
        var ranked = contenders.OrderByDescending(c => c.Priority).ToArray();
        return ranked.Zip(ranked.Skip(1)).MinBy(pair => pair.First.Priority - pair.Second.Priority);
    }
}
