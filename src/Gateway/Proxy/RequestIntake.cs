using Gateway.Proxy.Routes;

namespace Gateway.Proxy;

/// <summary>The first middleware: refuses what could be read in two ways, and takes from a request what its sender must
/// not decide.</summary>
internal sealed class RequestIntake(RequestDelegate next, ProxyParts parts)
{
    // What upstreams believe about the connection. What a trusted proxy said of the client has been read before; all
    // of it is dropped, and set anew on the way out. Dropping BEFORE the routes also covers a route that forwards no
    // such header.
    private static readonly string[] s_claims =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
        "X-Forwarded-Prefix", "X-Forwarded-Server", "X-Forwarded-Scheme", "X-Forwarded-Ssl", "X-Forwarded-By",
        "X-Real-IP", "X-Original-For", "X-Original-Proto", "X-Original-Host",
    ];

    /// <summary>Runs for every request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (RequestStrictness.TryRefuse(context))
        {
            return parts.ErrorPages.AnswerAsync(context, context.Response.StatusCode);
        }

        parts.RequestIds.Apply(context);
        parts.Trusted.Apply(context);
        TlsBefore.Note(context);
        Clean(context.Request.Headers);

        // A socket for both families shows IPv4 clients as ::ffff:192.0.2.1; upstreams and their allow lists want the
        // plain address. YARP's header Forwarded may have ours as well.
        if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } address)
        {
            context.Connection.RemoteIpAddress = address.MapToIPv4();
            context.Connection.LocalIpAddress = context.Connection.LocalIpAddress?.MapToIPv4();
        }

        return next(context);
    }

    private static void Clean(IHeaderDictionary headers)
    {
        foreach (var header in s_claims)
        {
            _ = headers.Remove(header);
        }

        foreach (var header in ClientCertificateHeaders.All)
        {
            _ = headers.Remove(header);
        }

        // Trailers of requests are not forwarded.
        _ = headers.Remove("Trailer");
        foreach (var connection in headers.Connection)
        {
            NominatedHeaders.Remove(connection, headers);
        }

        // CGI and its heirs read X_Real_IP and X-Real-IP as one name: it would bring back what was taken away above.
        List<string>? doubtful = null;
        foreach (var (name, _) in headers)
        {
            if (name.Contains('_', StringComparison.Ordinal))
            {
                (doubtful ??= []).Add(name);
            }
        }

        foreach (var name in doubtful ?? Enumerable.Empty<string>())
        {
            _ = headers.Remove(name);
        }
    }
}
