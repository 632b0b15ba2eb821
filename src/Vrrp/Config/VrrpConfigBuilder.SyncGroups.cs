using System.Collections.Immutable;
using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The sync groups.</content>
public sealed partial class VrrpConfigBuilder
{
    private ImmutableArray<SyncGroupConfig> BuildSyncGroups(
        Dictionary<string, List<string>> groups, IReadOnlyList<VirtualRouterConfig> routers)
    {
        var groupOf = new Dictionary<string, string>();
        return [.. groups.Select(group => BuildSyncGroup(group.Key, group.Value, routers, groupOf))];
    }

    private SyncGroupConfig BuildSyncGroup(
        string name, List<string> members, IReadOnlyList<VirtualRouterConfig> routers,
        Dictionary<string, string> groupOf)
    {
        var path = $"{Section}:SyncGroups:{name}";
        if (!ConfigName.IsValid(name))
        {
            Fail(path, $"\"{name}\" cannot be the name of a sync group; use {ConfigName.Expected}.");
        }

        if (members.Count < 2)
        {
            Fail(path, "a group has two or more instances, which move as one; name them, or remove the group.");
        }

        var names = routers.Select(router => router.Name).ToList();
        var indices = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < members.Count; i++)
        {
            // A misfit in the list is null and has its error already.
            var member = members[i] ?? "";
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}:{i}");
            var index = names.IndexOf(member);
            if (index < 0)
            {
                Fail(itemPath, $"there is no instance \"{member}\"; {NearestName.Hint(member, names)}");
            }
            else if (!groupOf.TryAdd(member, name))
            {
                Fail(itemPath, groupOf[member] == name
                    ? $"\"{member}\" is in the list already; remove one."
                    : $"\"{member}\" is in \"{groupOf[member]}\" already; an instance moves with one group.");
            }
            else
            {
                indices.Add(index);
                CheckAgreement(itemPath, routers[indices[0]], routers[index]);
            }
        }

        return new(name, indices.ToImmutable());
    }

    // One election decides for all of them, so they must come to the same priority, and want to move at the same time.
    // A tracker of weight 0 may be one member's alone: its fault is the group's.
    private void CheckAgreement(string path, VirtualRouterConfig first, VirtualRouterConfig member)
    {
        if (!WeightsOf(first).SetEquals(WeightsOf(member)))
        {
            Fail(path,
                $"\"{member.Name}\" has other weights in Track than \"{first.Name}\", and one check would make half of "
                + "the group want to move; give all of them the same weights (0 is free).");
        }

        if (!PrioritiesOf(first).SequenceEqual(PrioritiesOf(member)))
        {
            Fail(path,
                $"\"{member.Name}\" has other Priorities than \"{first.Name}\", and one election decides for the "
                + "group; give all of them the same.");
        }

        if ((first.Preempt, first.PreemptDelay, first.RecoveryHold)
            != (member.Preempt, member.PreemptDelay, member.RecoveryHold))
        {
            Fail(path,
                $"\"{member.Name}\" has another Preempt or RecoveryHold than \"{first.Name}\"; a group moves as one, "
                + "so give all of them the same.");
        }
    }

    private static IEnumerable<byte> PrioritiesOf(VirtualRouterConfig router) =>
        router.Contenders.Select(contender => contender.Priority);

    private static HashSet<TrackedWeight> WeightsOf(VirtualRouterConfig router) =>
        [.. router.Track.Where(tracked => tracked.Weight != 0)];
}
