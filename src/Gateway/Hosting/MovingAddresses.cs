using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting;

/// <summary>Knows when the addresses of a Master that drains go to its successor: the patience of a Backup is no secret
/// (RFC 9568 section 6.1). Both machines have the same file, so the priority of the successor is known, too; where a
/// tracker lowers it, it comes later than expected.</summary>
internal static class MovingAddresses
{
    // Below a second, at which the clients' kernels ask again: those who wait find the successor the first time.
    private static readonly Duration LongestLead = Duration.FromMilliseconds(750);

    private static readonly Duration ShortestLead = Duration.FromMilliseconds(100);

    /// <summary>How much later than expected a successor may be.</summary>
    public static readonly Duration Lag = Duration.FromMilliseconds(150);

    /// <summary>How long before the takeover an address is moving: who has connected by then gets its answer from here.
    /// 100 ms to 750 ms.</summary>
    /// <param name="longestAnswer">How long clients have taken lately.</param>
    public static Duration LeadFor(TimeSpan longestAnswer)
    {
        var wanted = Duration.FromTimeSpan(longestAnswer * 1.5);
        return wanted < ShortestLead ? ShortestLead : wanted < LongestLead ? wanted : LongestLead;
    }

    /// <summary>The addresses of this node that are moving: it is the moment of their takeover, or the successor was
    /// heard and they are not gone yet. Members of a sync group move together.</summary>
    /// <param name="now">When, on the engine's clock.</param>
    /// <param name="lead">As of <see cref="LeadFor"/>.</param>
    /// <param name="engine">What the engine looks like.</param>
    /// <param name="config">What it runs.</param>
    public static ImmutableArray<IpAddr> At(Instant now, Duration lead, EngineSnapshot engine, GatewayConfig config)
    {
        var routers = config.Vrrp.VirtualRouters;
        var held = ImmutableArray.CreateBuilder<IpAddr>();
        foreach (var unit in Units(config.Vrrp))
        {
            var members = unit.Select(index => routers[index]).ToArray();
            var states = members.Select(router => Find(engine, router.Name)).ToArray();
            if (states.Any(state => state is not null && IsTaken(state.DrainStage))
                || IsMoment(now, lead, TakeoverOf(members, states, config.NodeName)))
            {
                held.AddRange(members.SelectMany(router => router.Owned).Select(own => own.Prefix.Address));
            }
        }

        return held.ToImmutable();
    }

    // Those that move together; most are alone.
    private static IEnumerable<ImmutableArray<int>> Units(VrrpConfig config)
    {
        var grouped = config.SyncGroups.SelectMany(group => group.Members).ToHashSet();
        return config.SyncGroups.Select(group => group.Members).Concat(
            Enumerable.Range(0, config.VirtualRouters.Length).Where(index => !grouped.Contains(index))
                .Select(index => ImmutableArray.Create(index)));
    }

    private static VirtualRouterSnapshot? Find(EngineSnapshot engine, string name) =>
        engine.VirtualRouters.FirstOrDefault(router => router.Name == name);

    private static bool IsTaken(DrainStage stage) =>
        stage is DrainStage.Beaten or DrainStage.Lingering or DrainStage.Lingered;

    private static bool IsMoment(Instant now, Duration lead, Instant takeover) =>
        takeover != Instant.Never && now + lead >= takeover && now < takeover + Lag;

    // A group takes over when the last of its members may.
    private static Instant TakeoverOf(
        VirtualRouterConfig[] members, VirtualRouterSnapshot?[] states, string node) =>
        members.Zip(states, (router, state) => TakeoverOf(router, state, node)).Max();

    private static Instant TakeoverOf(VirtualRouterConfig router, VirtualRouterSnapshot? state, string node)
    {
        var heir = router.Contenders.Where(contender => contender.Node != node)
            .Select(contender => contender.Priority).DefaultIfEmpty().Max();
        var interval = router.AdvertisementInterval;
        return state switch
        {
            null or { PatienceBegan.Nanoseconds: long.MaxValue } => Instant.Never,
            _ when heir == 0 => Instant.Never,
            { DrainStage: DrainStage.Farewell } =>
                state.PatienceBegan + Timing.SkewTime(router.Version, heir, interval),
            // Who does not preempt yet lets it be until the farewell; one that never does relieves a drain at once.
            _ when router.PreemptDelay > Duration.Zero => Instant.Never,
            _ => state.PatienceBegan + Timing.MasterDownInterval(router.Version, heir, interval),
        };
    }
}
