using System.Collections.Immutable;
using System.Globalization;
using Gateway.Metrics.Exposition;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Metrics.Sources;

/// <summary>The virtual routers.</summary>
/// <param name="snapshot">The engine, as it was last.</param>
/// <param name="config">What it runs.</param>
/// <param name="counts">What it told.</param>
/// <param name="time">The clock: CLOCK_MONOTONIC, as of <see cref="TimeProvider.System"/>.</param>
internal sealed class VrrpFigures(
    Func<EngineSnapshot> snapshot, Func<VrrpConfig> config, VrrpCounts counts, TimeProvider time) : IMetricSource
{
    private static readonly (string Kind, Func<VirtualRouterSnapshot, long> Count)[] ErrorKinds =
    [
        ("checksum-errors", router => router.ChecksumErrors),
        ("version-errors", router => router.VersionErrors),
        ("vrid-errors", router => router.VirtualRouterIdErrors),
        ("ip-ttl-errors", router => router.IpTtlErrors),
        ("interval-errors", router => router.IntervalErrors),
        ("invalid-type-pkts-rcvd", router => router.InvalidTypeReceived),
        ("packet-length-errors", router => router.PacketLengthErrors),
        ("address-list-errors", router => router.AddressListErrors),
    ];

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => VrrpFamilies.All;

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        var routers = snapshot().VirtualRouters;
        CollectIdentity(sink);
        CollectState(sink, routers);
        CollectTransitions(sink, routers);
        Put(sink, VrrpFamilies.Sent, routers, router => router.AdvertisementsSent);
        Put(sink, VrrpFamilies.Received, routers, router => router.AdvertisementsReceived);
        Put(sink, VrrpFamilies.ZeroSent, routers, router => router.PriorityZeroSent);
        Put(sink, VrrpFamilies.ZeroReceived, routers, router => router.PriorityZeroReceived);
        CollectErrors(sink, routers);
        Put(sink, VrrpFamilies.Renewals, routers, router => router.LeaseRenewals);
        var heard = routers.Where(router => router.Peer is not null).ToImmutableArray();
        PutPeer(sink, VrrpFamilies.PeerHeard, heard, peer => UnixSeconds(peer.HeardAt));
        PutPeer(sink, VrrpFamilies.PeerPriority, heard, peer => peer.Priority);
        CollectWarnings(sink, routers);
    }

    private static void Put(
        IMetricSink sink, MetricFamily family, ImmutableArray<VirtualRouterSnapshot> routers,
        Func<VirtualRouterSnapshot, double> figure)
    {
        foreach (var router in routers)
        {
            sink.Put(family, figure(router), router.Name);
        }
    }

    private static void PutPeer(
        IMetricSink sink, MetricFamily family, ImmutableArray<VirtualRouterSnapshot> heard,
        Func<PeerSnapshot, double> figure)
    {
        foreach (var router in heard)
        {
            sink.Put(family, figure(router.Peer!), router.Name, router.Peer!.Address.ToString());
        }
    }

    private void CollectIdentity(IMetricSink sink)
    {
        foreach (var router in config().VirtualRouters)
        {
            sink.Put(
                VrrpFamilies.Info, 1, router.Name, router.Interface,
                router.VirtualRouterId.ToString(CultureInfo.InvariantCulture),
                router.Version == VrrpVersion.V2 ? "2" : "3", router.Family == IpFamily.IPv4 ? "ipv4" : "ipv6");
        }
    }

    private void CollectState(IMetricSink sink, ImmutableArray<VirtualRouterSnapshot> routers)
    {
        foreach (var router in routers)
        {
            foreach (var state in SnakeCase<VrrpState>.All)
            {
                sink.Put(
                    VrrpFamilies.State, router.State == state ? 1 : 0, router.Name, SnakeCase<VrrpState>.Of(state));
            }
        }

        Put(sink, VrrpFamilies.Since, routers, router => UnixSeconds(router.Since));
        Put(sink, VrrpFamilies.Priority, routers, router => router.Priority);
        Put(sink, VrrpFamilies.BasePriority, routers, router => router.BasePriority);
        CollectParts(sink, routers);
        Put(sink, VrrpFamilies.Draining, routers, router => router.IsDraining ? 1 : 0);
        foreach (var router in routers)
        {
            foreach (var kind in SnakeCase<FaultKind>.All)
            {
                var count = router.Faults.Count(fault => fault.Kind == kind);
                sink.Put(VrrpFamilies.Faults, count, router.Name, SnakeCase<FaultKind>.Of(kind));
            }
        }
    }

    // A reload may be under way: then a number has no name for a moment.
    private void CollectParts(IMetricSink sink, ImmutableArray<VirtualRouterSnapshot> routers)
    {
        var trackers = config().Trackers;
        foreach (var router in routers)
        {
            foreach (var part in router.PriorityParts.Where(part => part.Tracker < trackers.Length))
            {
                sink.Put(VrrpFamilies.PriorityPart, part.Points, router.Name, trackers[part.Tracker]);
            }
        }
    }

    private void CollectTransitions(IMetricSink sink, ImmutableArray<VirtualRouterSnapshot> routers)
    {
        Put(sink, VrrpFamilies.MasterTransitions, routers, router => router.MasterTransitions);
        foreach (var router in routers)
        {
            foreach (var (to, reason, count) in counts.TransitionsOf(router.Name))
            {
                sink.Put(
                    VrrpFamilies.Transitions, count, router.Name, SnakeCase<VrrpState>.Of(to),
                    SnakeCase<TransitionReason>.Of(reason));
            }
        }
    }

    private static void CollectErrors(IMetricSink sink, ImmutableArray<VirtualRouterSnapshot> routers)
    {
        foreach (var router in routers)
        {
            foreach (var (kind, count) in ErrorKinds)
            {
                sink.Put(VrrpFamilies.Errors, count(router), router.Name, kind);
            }
        }

        foreach (var router in routers)
        {
            foreach (var reason in SnakeCase<DropReason>.All.Where(reason => reason != DropReason.None))
            {
                sink.Put(
                    VrrpFamilies.Dropped, router.Dropped[(int)reason], router.Name, SnakeCase<DropReason>.Of(reason));
            }
        }
    }

    // All of them from the start, so that the first one is seen as a change.
    private void CollectWarnings(IMetricSink sink, ImmutableArray<VirtualRouterSnapshot> routers)
    {
        foreach (var router in routers)
        {
            foreach (var kind in VrrpCounts.WarningKinds)
            {
                sink.Put(
                    VrrpFamilies.Warnings, counts.WarningsOf(router.Name, kind), router.Name,
                    SnakeCase<VrrpEventKind>.Of(kind));
            }
        }
    }

    // To the millisecond: what stays the same is the same figure in every scrape.
    private double UnixSeconds(Instant instant)
    {
        var now = (Int128)time.GetTimestamp() * 1_000_000_000 / time.TimestampFrequency;
        var ago = TimeSpan.FromMilliseconds((double)(now - instant.Nanoseconds) / 1e6);
        return Math.Round((time.GetUtcNow() - ago - DateTimeOffset.UnixEpoch).TotalSeconds, 3);
    }
}
