namespace Gateway.Admin;

/// <summary>A group of what the admin server answers: the status, the metrics, the dashboard.</summary>
internal interface IAdminEndpoints
{
    /// <summary>Adds its answers. Called once, before the server listens.</summary>
    void Map(AdminRoutes routes);
}
