using Gateway.Vrrp.Core;

namespace Gateway.Forecast;

/// <summary>Who becomes Master, by the rules of the state machine itself.</summary>
internal static class Election
{
    /// <summary>Who wins when nobody is Master, or all are: as if they advertised to each other.</summary>
    /// <returns>Null when none can have the addresses.</returns>
    public static Standing? Winner(IEnumerable<Standing> standings) => standings
        .Where(standing => !standing.IsFaulty)
        .Aggregate((Standing?)null, (best, one) => best is null || Beats(one, best) ? one : best);

    /// <summary>Who is Master in the end, when one is already.</summary>
    /// <param name="master">The node that is; one that is not among the standings, or in Fault, has left.</param>
    /// <param name="standings">The nodes that are there.</param>
    /// <param name="preempt">Whether a higher priority takes over from a lower one.</param>
    public static Standing? Next(string? master, IReadOnlyCollection<Standing> standings, bool preempt)
    {
        var serving = standings.FirstOrDefault(standing => standing.Node == master && !standing.IsFaulty);
        return serving is null
            ? Winner(standings)
            : Winner(standings.Where(one => !AdvertisementOrder.LetsBe(serving.Priority, one.Priority, preempt)))
                ?? serving;
    }

    private static bool Beats(Standing one, Standing other) => AdvertisementOrder.Beats(
        one.Priority, one.Contender.Source, other.Priority, other.Contender.Source);
}
