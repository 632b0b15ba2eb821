namespace Gateway.Admin.Dashboard;

/// <summary>The traffic of late.</summary>
/// <param name="window">Counts it; null until the proxy runs.</param>
internal sealed class TrafficEndpoints(Func<TrafficWindow?> window) : IAdminEndpoints
{
    private static readonly AdminRefusal s_notYet = new(
        StatusCodes.Status503ServiceUnavailable, "The proxy does not run yet. Try again in a moment.");

    /// <inheritdoc/>
    public void Map(AdminRoutes routes) => routes.Get("/api/traffic", context => window() is { } counting
        ? AdminAnswer.JsonAsync(context, counting.Report, DashboardJson.Default.TrafficReport)
        : AdminAnswer.RefuseAsync(context, s_notYet));
}
