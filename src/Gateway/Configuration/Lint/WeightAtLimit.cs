using System.Collections.Immutable;
using System.Globalization;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>A priority ends at 1 and at 254. A weight that takes all nodes to the same end makes them equal: what fails
/// on all of them alike should leave the best of them Master.</summary>
internal sealed class WeightAtLimit : ILintRule
{
    private const int Lowest = 1;
    private const int Highest = PriorityLedger.OwnerPriority - 1;

    /// <inheritdoc/>
    public string Id => "weight-at-limit";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from router in config.Vrrp.VirtualRouters
        let ranked = router.Contenders.OrderByDescending(contender => contender.Priority).Take(2).ToArray()
        where ranked is [{ Priority: < PriorityLedger.OwnerPriority }, _] && ranked[0].Priority != ranked[1].Priority
        from found in Find(router, config.Vrrp.Trackers, ranked[0], ranked[1])
        select found;

    private static IEnumerable<ConfigError> Find(
        VirtualRouterConfig router, ImmutableArray<string> trackers, Contender best, Contender heir)
    {
        var gain = router.Track.Where(tracked => tracked.Weight > 0).Sum(tracked => tracked.Weight);
        if (heir.Priority + gain >= Highest)
        {
            yield return new($"Vrrp:Instances:{router.Name}:Track", string.Create(CultureInfo.InvariantCulture,
                $"while all is well, {best.Node} at {best.Priority} + {gain} and {heir.Node} at {heir.Priority} + "
                + $"{gain} both come to {Highest}, the most there is, and whoever is Master stays it; lower the "
                + $"priorities to {Math.Max(Lowest, Highest - gain)} and less, or use negative weights."));
        }

        foreach (var tracked in router.Track.Where(tracked => tracked.Weight < 0))
        {
            if (best.Priority + gain + tracked.Weight <= Lowest)
            {
                yield return AtLowest(router, trackers[tracked.Tracker], -tracked.Weight, best, heir);
            }
        }
    }

    private static ConfigError AtLowest(
        VirtualRouterConfig router, string tracker, int loss, Contender best, Contender heir)
    {
        var (least, most) = (best.Priority - heir.Priority + 1, heir.Priority - 1);
        var remedy = least <= most ? $"use -{least} to -{most}" : "bring the priorities closer together";
        return new($"Vrrp:Instances:{router.Name}:Track:{tracker}", string.Create(CultureInfo.InvariantCulture,
            $"while {tracker} fails on all nodes, {best.Node} at {best.Priority} - {loss} and {heir.Node} at "
            + $"{heir.Priority} - {loss} both come to {Lowest}, the least there is, and whoever is Master stays it; "
            + $"{remedy}."));
    }
}
