using Gateway.Proxy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admin;

/// <summary>Answers the requests of the admin server.</summary>
/// <param name="routes">What there is.</param>
/// <param name="gate">Who gets it.</param>
internal sealed class AdminApplication(AdminRoutes routes, AdminGate gate) : IHttpApplication<HttpContext>
{
    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(HttpContext context) => GoneClients.InvokeAsync(context, AnswerAsync);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Kestrel owns what is in it, and logs the exception.
    }

    private Task AnswerAsync(HttpContext context)
    {
        // What stands here is true for a moment, and nobody else's business.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var route = routes.Find(context.Request, out var allowed);
        var refusal = gate.Check(context, route?.Access ?? AdminAccess.Token);
        if (refusal is null && route is not null)
        {
            return route.Answer(context);
        }

        if (refusal?.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (refusal is null && allowed.Length > 0)
        {
            context.Response.Headers.Allow = allowed;
            refusal = new(StatusCodes.Status405MethodNotAllowed, $"This path answers to {allowed}.");
        }

        return AdminAnswer.RefuseAsync(
            context, refusal ?? new(StatusCodes.Status404NotFound, "There is nothing at this path."));
    }
}
