using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace Gateway.Proxy.Routes;

/// <summary>YARP's <c>CorsPolicy</c> of <c>Disable</c>, the only one there is: no other origin may ask, so that the
/// question whether it may (Fetch standard, CORS-preflight request) is answered here and without a word of permission.
/// </summary>
internal static class NoCors
{
    /// <summary>Takes from a route what the framework's middleware would look for: without that it answers
    /// 500.</summary>
    /// <returns>Whether there was any: a policy without a name is none.</returns>
    public static bool Takes(EndpointBuilder endpoint)
    {
        var policies = endpoint.Metadata.OfType<ICorsMetadata>().ToArray();
        foreach (var policy in policies)
        {
            _ = endpoint.Metadata.Remove(policy);
        }

        return policies.Length > 0;
    }

    /// <summary>The step of a route.</summary>
    public static RequestDelegate Before(RequestDelegate next) => context =>
    {
        if (!IsPreflight(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    private static bool IsPreflight(HttpRequest request) => HttpMethods.IsOptions(request.Method)
        && request.Headers.ContainsKey(HeaderNames.Origin)
        && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);
}
