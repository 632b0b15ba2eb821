namespace Gateway.Proxy.Routes;

/// <summary>What a request asks for, for use in an address.</summary>
internal static class RequestTarget
{
    /// <summary>The path, with its slash, escaped as the client did it.</summary>
    public static string PathOf(HttpRequest request) => PartOf(request, request.Path);

    /// <summary>What of the path comes after the front of a route, escaped likewise; a slash for nothing.</summary>
    /// <returns>Null when the path has that front by another spelling, as <c>//static</c>.</returns>
    public static string? RestOf(HttpRequest request, PathString front) =>
        request.Path.StartsWithSegments(front, StringComparison.OrdinalIgnoreCase, out var rest)
            ? PartOf(request, rest)
            : null;

    /// <summary>The same over TLS: host, path and query.</summary>
    /// <param name="request">The request; it has a host.</param>
    /// <param name="port">Where clients find HTTPS.</param>
    public static string HttpsOf(HttpRequest request, int port)
    {
        var host = port == 443 ? new HostString(request.Host.Host) : new HostString(request.Host.Host, port);
        return $"https://{host.ToUriComponent()}{PathOf(request)}{request.QueryString.ToUriComponent()}";
    }

    private static string PartOf(HttpRequest request, PathString part)
    {
        var path = EscapedPath.Rewritten(request, part) ?? part.ToUriComponent();
        return path.StartsWith('/') ? path : "/" + path;
    }
}
