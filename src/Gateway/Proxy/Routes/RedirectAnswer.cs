using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Sends clients somewhere else.</summary>
/// <param name="redirect">Where to.</param>
internal sealed class RedirectAnswer(RedirectConfig redirect)
{
    /// <summary>Answers a request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        context.Response.StatusCode = redirect.Status;
        context.Response.Headers.Location = RedirectTarget.Fill(
            redirect.To, RequestTarget.PathOf(request), request.QueryString.ToUriComponent(),
            new HostString(request.Host.Host).ToUriComponent());
        return Task.CompletedTask;
    }
}
