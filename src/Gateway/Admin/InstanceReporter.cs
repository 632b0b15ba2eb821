using System.Collections.Immutable;
using Gateway.Admin.Status;
using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Admin;

/// <summary>Writes down what the virtual routers are and do.</summary>
/// <param name="time">The clock.</param>
internal sealed class InstanceReporter(TimeProvider time)
{
    private const string Mixed = "Mixed";

    private readonly EngineTime _engineTime = new(time);

    /// <summary>What drains are for.</summary>
    public DrainPurpose Purpose { get; init; } = new();

    /// <summary>The virtual routers of a configuration. One that the engine has not begun yet is in
    /// Initialize.</summary>
    public ImmutableArray<InstanceReport> Report(VrrpConfig config, EngineSnapshot engine)
    {
        var running = engine.VirtualRouters.ToDictionary(router => router.Name, StringComparer.Ordinal);
        return
        [
            .. config.VirtualRouters.Select((router, i) =>
                Report(config, router, GroupOf(config, i), running.GetValueOrDefault(router.Name))),
        ];
    }

    /// <summary>The sync groups, with the state of their members.</summary>
    public static ImmutableArray<SyncGroupReport> Groups(
        VrrpConfig config, ImmutableArray<InstanceReport> instances) =>
    [
        .. config.SyncGroups.Select(group =>
        {
            var members = group.Members.Select(member => instances[member]).ToArray();
            var state = members.All(member => member.State == members[0].State) ? members[0].State : Mixed;
            return new SyncGroupReport(group.Name, [.. members.Select(member => member.Name)], state);
        }),
    ];

    private InstanceReport Report(
        VrrpConfig config, VirtualRouterConfig router, string? group, VirtualRouterSnapshot? now) => new(
        router.Name,
        router.Interface,
        router.VirtualRouterId,
        router.Family.ToString(),
        (int)router.Version,
        [.. router.Owned.Select(own => own.Prefix.ToString())],
        (now?.State ?? VrrpState.Initialize).ToString(),
        now is null or { Reason: TransitionReason.None } ? null : _engineTime.Of(now.Since),
        (now?.Reason ?? TransitionReason.None).ToString(),
        now is null ? "it has not started yet" : WhyOf(config, now),
        PriorityOf(config, router, now),
        router.Preempt,
        now is { Source.Family: not IpFamily.None } ? now.Source.ToString() : null,
        now?.Peer is { } peer ? PeerOf(peer, router) : null,
        [
            .. (now?.Faults ?? []).Select(fault => new FaultReport(
                fault.Kind.ToString(), VrrpSentences.What(fault, config, router.Name))),
        ],
        now?.Mismatch,
        now?.IsDraining ?? false,
        group,
        CountersOf(now));

    private static string? GroupOf(VrrpConfig config, int router) =>
        config.SyncGroups.FirstOrDefault(group => group.Members.Contains(router))?.Name;

    private string WhyOf(VrrpConfig config, VirtualRouterSnapshot now) => VrrpSentences.Why(
        new()
        {
            Kind = VrrpEventKind.StateChanged,
            VirtualRouter = now.Name,
            To = now.State,
            Reason = now.Reason,
            Peer = now.Peer?.Address ?? default,
            PeerPriority = now.Peer?.Priority ?? 0,
            Faults = now.Faults,
        },
        config,
        Purpose);

    private static PriorityReport PriorityOf(
        VrrpConfig config, VirtualRouterConfig router, VirtualRouterSnapshot? now)
    {
        var (effective, configured) = (now?.Priority ?? router.Priority, now?.BasePriority ?? router.Priority);
        var parts = now?.PriorityParts ?? [];
        return new(
            effective,
            configured,
            [.. parts.Select(part => new PriorityPartReport(
                config.Trackers.ElementAtOrDefault(part.Tracker) ?? "?", part.Weight, part.Points,
                VrrpSentences.Word(part.Word)))],
            PrioritySum.Of(configured, parts, config.Trackers, effective));
    }

    private PeerReport PeerOf(PeerSnapshot peer, VirtualRouterConfig router) => new(
        peer.Address.ToString(),
        peer.Priority,
        _engineTime.Of(peer.HeardAt),
        Math.Max(0, (_engineTime.Now - peer.HeardAt).Milliseconds),
        peer.Interval.Milliseconds,
        (int)router.Version);

    private static CounterReport CountersOf(VirtualRouterSnapshot? now) => now is null
        ? new(0, 0, 0, 0, 0, 0)
        : new(
            now.AdvertisementsSent, now.AdvertisementsReceived, now.MasterTransitions, now.PriorityZeroSent,
            now.PriorityZeroReceived, now.Dropped.Sum());
}
