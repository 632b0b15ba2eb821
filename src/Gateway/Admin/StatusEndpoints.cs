namespace Gateway.Admin;

/// <summary>The status, and parts of it.</summary>
/// <param name="reporter">Writes it down.</param>
internal sealed class StatusEndpoints(StatusReporter reporter) : IAdminEndpoints
{
    private static readonly AdminRefusal NoAuthority = new(
        StatusCodes.Status404NotFound,
        "The internal CA has issued none of the certificates that serve: there is nothing to trust.");

    /// <inheritdoc/>
    public void Map(AdminRoutes routes)
    {
        routes.Get("/api/status", async context => await AdminAnswer.JsonAsync(
            context, await reporter.ReportAsync(context.RequestAborted), AdminJson.Default.StatusReport));
        routes.Get("/api/plugins", async context => await AdminAnswer.JsonAsync(
            context, (await reporter.ReportAsync(context.RequestAborted)).Plugins,
            AdminJson.Default.ImmutableArrayPluginReport));
        routes.Get("/api/certificates", async context => await AdminAnswer.JsonAsync(
            context, (await reporter.ReportAsync(context.RequestAborted)).Certificates,
            AdminJson.Default.ImmutableArrayCertificateReport));
        routes.Get("/api/certificates/root", context => reporter.ReportAuthority() is { } root
            ? AdminAnswer.JsonAsync(context, root, AdminJson.Default.AuthorityReport)
            : AdminAnswer.RefuseAsync(context, NoAuthority));
    }
}
