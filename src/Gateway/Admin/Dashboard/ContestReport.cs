using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Forecast;

namespace Gateway.Admin.Dashboard;

/// <summary>What one election decides about.</summary>
/// <param name="Name">The sync group, or the virtual router.</param>
/// <param name="Routers">The virtual routers that move as one.</param>
/// <param name="Master">The Master while all is well.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Blocks">What may happen: titles, and lines of where and what then.</param>
internal sealed record ContestReport(
    string Name,
    ImmutableArray<string> Routers,
    string Master,
    string Reason,
    ImmutableArray<ForecastBlock> Blocks)
{
    /// <summary>Looks ahead.</summary>
    public static ContestReport Of(Contest contest, GatewayConfig config)
    {
        var forecast = new ContestForecast(contest, config);
        return new(
            contest.Name, [.. contest.Routers.Select(router => router.Name)], forecast.Master, forecast.Reason,
            [.. forecast.Blocks]);
    }
}
