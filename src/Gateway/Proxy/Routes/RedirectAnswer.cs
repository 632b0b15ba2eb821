using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Sends clients somewhere else.</summary>
/// <param name="redirect">Where to.</param>
/// <param name="front">What of the path the rest comes after.</param>
/// <param name="pages">What is shown when the path begins otherwise.</param>
internal sealed class RedirectAnswer(RedirectConfig redirect, PathString front, ErrorPages pages)
{
    /// <summary>Answers a request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var rest = redirect.KeepsRest ? RequestTarget.RestOf(request, front) : "";
        if (rest is null)
        {
            return pages.AnswerAsync(context, StatusCodes.Status404NotFound);
        }

        context.Response.StatusCode = redirect.Status;
        context.Response.Headers.Location = RedirectTarget.Fill(
            redirect.To, RequestTarget.PathOf(request), rest, request.QueryString.ToUriComponent(),
            new HostString(request.Host.Host).ToUriComponent());
        return Task.CompletedTask;
    }
}
