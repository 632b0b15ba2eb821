using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Forecast;

/// <summary>How long a takeover takes: a group waits for the slowest of its members.</summary>
/// <param name="contest">What is taken over.</param>
/// <param name="priority">The effective priority of the node that takes over.</param>
internal sealed class TakeoverTimes(Contest contest, byte priority)
{
    /// <summary>Behind a farewell.</summary>
    public Duration Skew => Longest(SkewOf);

    /// <summary>From a fault without a farewell that comes right behind an advertisement.</summary>
    public Duration LongestSilence => Longest(PatienceOf);

    /// <summary>From one that comes right before the next.</summary>
    public Duration ShortestSilence => Longest(router => PatienceOf(router) - router.AdvertisementInterval);

    /// <summary>From the moment in which the Master's priority is the lower one, at most.</summary>
    public Duration Preemption => Longest(router => PreemptionOf(router, router.PreemptDelay));

    /// <summary>From the moment in which a node that failed is well again, at most.</summary>
    public Duration Return => Longest(router => PreemptionOf(
        router, router.PreemptDelay > router.RecoveryHold ? router.PreemptDelay : router.RecoveryHold));

    /// <summary>How long the kernel keeps the addresses of a machine that froze, at most.</summary>
    public Duration Lease =>
        Longest(router => Duration.FromSeconds(Timing.LeaseSeconds(router.AdvertisementInterval)));

    /// <summary>Whether a Master that drains is preempted before it has to say farewell.</summary>
    public bool IsDrainPreempted => contest.Routers.All(router =>
        !AdvertisementOrder.LetsBe(VrrpStateMachine.DrainPriority, priority, contest.Preempt)
        && PreemptionOf(router, router.PreemptDelay) <= DrainOf(router));

    /// <summary>From the begin of a drain that nobody preempts to the takeover behind its farewell, at most: that keeps
    /// a distance from the last advertisement.</summary>
    public Duration DrainToTheEnd => Longest(router => DrainOf(router)
        + Timing.FarewellGap(router.AdvertisementInterval) + SkewOf(router));

    /// <summary>How long nobody has the addresses behind that farewell.</summary>
    public Duration GapBehindDrain => Longest(router =>
        SkewOf(router) - Timing.FarewellTime(router.Version, router.AdvertisementInterval));

    /// <summary>From the loss of an interface: whatever was on it could say no farewell, the other members of the group
    /// could.</summary>
    public Duration LinkLoss(string link) =>
        Longest(router => router.Interface == link ? PatienceOf(router) : SkewOf(router));

    private Duration Longest(Func<VirtualRouterConfig, Duration> of) => contest.Routers.Select(of).Max();

    private Duration SkewOf(VirtualRouterConfig router) =>
        Timing.SkewTime(router.Version, priority, router.AdvertisementInterval);

    private Duration PatienceOf(VirtualRouterConfig router) =>
        Timing.MasterDownInterval(router.Version, priority, router.AdvertisementInterval);

    // With a delay every advertisement that comes within it counts as a sign of life; it begins with the first one.
    private Duration PreemptionOf(VirtualRouterConfig router, Duration delay) => PatienceOf(router)
        + (delay > Duration.Zero ? delay + router.AdvertisementInterval : Duration.Zero);

    private static Duration DrainOf(VirtualRouterConfig router) =>
        Timing.DrainTime(router.Version, router.AdvertisementInterval);
}
