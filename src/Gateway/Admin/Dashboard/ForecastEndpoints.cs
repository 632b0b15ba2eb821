using Gateway.Configuration;

namespace Gateway.Admin.Dashboard;

/// <summary>What happens if.</summary>
/// <param name="running">The configuration in force.</param>
internal sealed class ForecastEndpoints(Func<GatewayConfig> running) : IAdminEndpoints
{
    /// <inheritdoc/>
    public void Map(AdminRoutes routes) => routes.Get("/api/forecast", context =>
        AdminAnswer.JsonAsync(context, ForecastReport.Of(running()), DashboardJson.Default.ForecastReport));
}
