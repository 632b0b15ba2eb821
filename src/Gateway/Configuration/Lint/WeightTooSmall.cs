using System.Collections.Immutable;
using System.Globalization;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>A weight that changes no order of the nodes, whatever else fails: its check fails, and nothing moves. The
/// file describes all nodes, so that shows here and not in the first failure.</summary>
internal sealed class WeightTooSmall : ILintRule
{
    private const int MaxWeight = 253;

    /// <inheritdoc/>
    public string Id => "weight-too-small";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from router in config.Vrrp.VirtualRouters
        // One node has nowhere to move them to, and the priority of an address owner does not move.
        where router.Contenders.Length > 1
            && router.Contenders.All(contender => contender.Priority != PriorityLedger.OwnerPriority)
        from tracked in router.Track
        where tracked.Weight != 0
        let reach = new WeightReach(
            [.. router.Contenders.Select(contender => contender.Priority)],
            [.. router.Track.Where(other => other != tracked).Select(other => other.Weight)])
        where !reach.CanMove(tracked.Weight)
        select new ConfigError(
            $"Vrrp:Instances:{router.Name}:Track:{config.Vrrp.Trackers[tracked.Tracker]}",
            Describe(tracked.Weight, reach, router.Contenders));

    private static string Describe(int weight, WeightReach reach, ImmutableArray<Contender> contenders)
    {
        var (above, below) = ClosestPair(contenders);
        var (good, failed) = reach.WhenFails(above.Priority, weight);
        var peer = reach.WhenFails(below.Priority, weight).Good;
        var loss = Math.Abs(weight);
        var sum = good - loss == failed ? Invariant($"{good} - {loss} = {failed}") : Invariant($"{failed}");
        var verb = failed > peer ? "still beats" : "only equals";
        return Invariant($"{weight} can never move the addresses: {above.Node} at {sum} {verb} {below.Node} at {peer}")
            + "; " + Enough(reach, Math.Sign(weight), above.Priority - below.Priority + 1);
    }

    private static string Enough(WeightReach reach, int sign, int size) =>
        size > MaxWeight || !reach.CanMove(sign * size) ? "bring the priorities of the nodes closer, and off 1 and 254."
        : sign < 0 ? Invariant($"use -{size} or lower.")
        : Invariant($"use {size} or higher.");

    private static (Contender Above, Contender Below) ClosestPair(ImmutableArray<Contender> contenders)
    {
        var ranked = contenders.OrderByDescending(contender => contender.Priority).ToArray();
        return ranked.Zip(ranked.Skip(1)).MinBy(pair => pair.First.Priority - pair.Second.Priority);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
