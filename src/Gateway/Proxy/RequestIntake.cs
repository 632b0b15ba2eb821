using System.Collections.Frozen;
using Gateway.Proxy.Routes;

namespace Gateway.Proxy;

/// <summary>The first middleware: refuses what could be read in two ways, and takes from a request what its sender must
/// not decide.</summary>
internal sealed class RequestIntake(RequestDelegate next, ProxyParts parts)
{
    // What upstreams believe about the connection. What a trusted proxy said of the client has been read before; all
    // of it is dropped, and set anew on the way out. Dropping BEFORE the routes also covers a route that forwards no
    // such header.
    private static readonly FrozenSet<string> s_dropped = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
            "X-Forwarded-Prefix", "X-Forwarded-Server", "X-Forwarded-Scheme", "X-Forwarded-Ssl", "X-Forwarded-By",
            "X-Real-IP", "X-Original-For", "X-Original-Proto", "X-Original-Host",
            .. ClientCertificateHeaders.All,
            // Trailers of requests are not forwarded.
            "Trailer",
        ]);

    /// <summary>Runs for every request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        // BEFORE anything is refused: the access log names the client, not the proxy that brought it.
        parts.RequestIds.Apply(context);
        parts.Trusted.Apply(context);
        if (RequestStrictness.TryRefuse(context))
        {
            return parts.ErrorPages.AnswerAsync(context, context.Response.StatusCode);
        }

        TlsBefore.Note(context);
        Clean(context.Request.Headers);
        DropLastDot(context.Request.Headers);

        // A socket for both families shows IPv4 clients as ::ffff:192.0.2.1; upstreams and their allow lists want the
        // plain address. YARP's header Forwarded may have ours as well.
        if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } address)
        {
            context.Connection.RemoteIpAddress = address.MapToIPv4();
            context.Connection.LocalIpAddress = context.Connection.LocalIpAddress?.MapToIPv4();
        }

        if (IsForServer(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = RequestStrictness.AllowedMethods;
            return Task.CompletedTask;
        }

        return next(context);
    }

    // "OPTIONS *" is about the server as a whole, which is this one (RFC 9110 section 9.3.7): no route has it. Any
    // other target has a path.
    private static bool IsForServer(HttpRequest request) =>
        !request.Path.HasValue && request.Method == HttpMethods.Options;

    // "app.example.com." is the same host (RFC 1034 section 3.1), and nobody names a site so.
    private static void DropLastDot(IHeaderDictionary headers)
    {
        if (headers.Host is [{ Length: > 1 } host]
            && (host.EndsWith('.') || host.Contains(".:", StringComparison.Ordinal)))
        {
            var colon = host.IndexOf(':', StringComparison.Ordinal);
            headers.Host = colon < 0 ? host[..^1] : host.Remove(colon - 1, 1);
        }
    }

    // One pass over the headers that came costs less than a look for each that might have.
    private static void Clean(IHeaderDictionary headers)
    {
        foreach (var connection in headers.Connection)
        {
            NominatedHeaders.Remove(connection, headers);
        }

        List<string>? dropped = null;
        foreach (var (name, _) in headers)
        {
            if (IsDropped(name))
            {
                (dropped ??= []).Add(name);
            }
        }

        foreach (var name in dropped ?? Enumerable.Empty<string>())
        {
            _ = headers.Remove(name);
        }
    }

    // CGI and its heirs read X_Real_IP and X-Real-IP as one name: it would bring back what was taken away.
    private static bool IsDropped(string name) =>
        s_dropped.Contains(name) || name.Contains('_', StringComparison.Ordinal);
}
