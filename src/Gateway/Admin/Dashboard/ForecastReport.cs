using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Forecast;

namespace Gateway.Admin.Dashboard;

/// <summary>Who has the addresses, and what each failure does to whom, by the configuration that runs: what
/// <c>gateway check --explain</c> says, as the answer of <c>/api/forecast</c>.</summary>
/// <param name="Nodes">All machines of the file.</param>
/// <param name="Contests">What moves as one, in the order of the configuration.</param>
internal sealed record ForecastReport(
    ImmutableArray<ForecastNodeReport> Nodes, ImmutableArray<ContestReport> Contests)
{
    /// <summary>Looks ahead.</summary>
    public static ForecastReport Of(GatewayConfig config)
    {
        var contests = Contest.Of(config.Vrrp);
        return new(
            [.. config.Nodes.Select(node => ForecastNodeReport.Of(node, contests))],
            [.. contests.Select(contest => ContestReport.Of(contest, config))]);
    }
}
