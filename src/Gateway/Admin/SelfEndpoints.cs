using System.Text;
using Gateway.Health;
using Gateway.Metrics.Exposition;

namespace Gateway.Admin;

/// <summary>For Prometheus and load balancers: <c>/metrics</c>, <c>/livez</c> and <c>/readyz</c>.</summary>
/// <param name="reports">What they say.</param>
internal sealed class SelfEndpoints(SelfReports reports) : IAdminEndpoints
{
    private const string Text = "text/plain; charset=utf-8";

    /// <inheritdoc/>
    public void Map(AdminRoutes routes)
    {
        routes.Get("/metrics", WriteMetricsAsync);
        // Who asks has no token, and learns no secret.
        routes.Get("/livez", context => JudgeAsync(context, reports.AskLivenessAsync), AdminAccess.Open);
        routes.Get("/readyz", context => JudgeAsync(context, reports.AskReadinessAsync), AdminAccess.Open);
    }

    private static async Task JudgeAsync(HttpContext context, Func<CancellationToken, Task<Verdict>> ask)
    {
        var verdict = await ask(context.RequestAborted);
        var text = verdict.ToText(context.Request.Query.ContainsKey("verbose"));
        await AdminAnswer.WriteAsync(
            context, Encoding.UTF8.GetBytes(text), Text,
            verdict.IsGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task WriteMetricsAsync(HttpContext context)
    {
        if (reports.Page is not { } page)
        {
            await AdminAnswer.RefuseAsync(
                context, new(StatusCodes.Status503ServiceUnavailable, "The gateway is starting."));
            return;
        }

        var format = ExpositionChoice.For([.. context.Request.Headers.Accept.OfType<string>()]);
        var text = await page.WriteAsync(format, context.RequestAborted);
        await AdminAnswer.WriteAsync(
            context, Encoding.UTF8.GetBytes(text), ExpositionChoice.ContentTypeOf(format), StatusCodes.Status200OK);
    }
}
