using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Forecast;

/// <summary>What one election decides about: a sync group, or a virtual router of its own.</summary>
/// <param name="name">That of the group, or of the virtual router.</param>
/// <param name="routers">Its virtual routers: they agree on priorities, weights and preemption.</param>
/// <param name="trackers">The trackers' names, by index.</param>
internal sealed class Contest(
    string name, ImmutableArray<VirtualRouterConfig> routers, ImmutableArray<string> trackers)
{
    /// <summary>That of the group, or of the virtual router.</summary>
    public string Name => name;

    /// <summary>One, or the members of the group.</summary>
    public ImmutableArray<VirtualRouterConfig> Routers => routers;

    /// <summary>Who may be Master.</summary>
    public ImmutableArray<Contender> Contenders => routers[0].Contenders;

    /// <summary>Whether a higher priority takes over from a lower one that is Master.</summary>
    public bool Preempt => routers[0].Preempt;

    /// <summary>What each tracker weighs; the fault of one member is that of all.</summary>
    public ImmutableArray<TrackedWeight> Weights { get; } =
        [.. routers.SelectMany(router => router.Track).Distinct()];

    /// <summary>The contests of a configuration, in the order of its virtual routers.</summary>
    public static ImmutableArray<Contest> Of(VrrpConfig config)
    {
        var groups = config.SyncGroups
            .Select(group => (First: group.Members.Min(), Contest: new Contest(
                group.Name, [.. group.Members.Order().Select(member => config.VirtualRouters[member])],
                config.Trackers)));
        var grouped = config.SyncGroups.SelectMany(group => group.Members).ToHashSet();
        var alone = config.VirtualRouters
            .Select((router, i) => (First: i, Contest: new Contest(router.Name, [router], config.Trackers)))
            .Where(one => !grouped.Contains(one.First));
        return [.. groups.Concat(alone).OrderBy(one => one.First).Select(one => one.Contest)];
    }

    /// <summary>The name of a tracker.</summary>
    public string NameOf(int tracker) => trackers[tracker];

    /// <summary>How every node stands.</summary>
    /// <param name="tracker">The tracker that fails; null for none.</param>
    /// <param name="nodes">The nodes on which it does.</param>
    public ImmutableArray<Standing> Stand(int? tracker = null, params ImmutableArray<string> nodes) =>
    [
        .. Contenders.Select(contender => new Standing(
            contender, Weights, trackers, nodes.Contains(contender.Node) ? tracker : null)),
    ];
}
