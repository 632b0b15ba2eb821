using Gateway.Configuration.Routes;

namespace Gateway.Proxy.Routes;

/// <summary>Sends clients of plain HTTP to HTTPS, or away.</summary>
/// <remarks>There is no loop: the target is HTTPS, where this does nothing; without a listener for it nobody is sent
/// there; and who comes through a proxy that has ended TLS before us, trusted or not, is at HTTPS already.</remarks>
/// <param name="rule">Redirect or Refuse.</param>
/// <param name="port">Where HTTPS is.</param>
/// <param name="pages">What is shown to those that are refused.</param>
/// <param name="next">What those of HTTPS come to.</param>
internal sealed class PlainHttp(PlainHttpRule rule, HttpsPort port, ErrorPages pages, RequestDelegate next)
{
    // RFC 8555 section 8.3: the challenge comes to port 80.
    private static readonly PathString s_challenges = new("/.well-known/acme-challenge");

    /// <summary>Whether a path is served over plain HTTP in any case: a challenge of ACME.</summary>
    public static bool IsChallenge(PathString path) => path.StartsWithSegments(s_challenges, StringComparison.Ordinal);

    /// <summary>Runs for every request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsHttps || IsChallenge(request.Path))
        {
            return next(context);
        }

        if (rule == PlainHttpRule.Refuse)
        {
            return pages.AnswerAsync(context, StatusCodes.Status403Forbidden);
        }

        if (port.Number is not { } number || context.Features.Get<TlsBefore>() is not null)
        {
            return next(context);
        }

        if (!request.Host.HasValue)
        {
            return pages.AnswerAsync(context, StatusCodes.Status400BadRequest);
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = RequestTarget.HttpsOf(request, number);
        return Task.CompletedTask;
    }
}
