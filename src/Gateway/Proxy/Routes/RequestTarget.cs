namespace Gateway.Proxy.Routes;

/// <summary>What a request asks for, for use in an address.</summary>
internal static class RequestTarget
{
    /// <summary>The path, escaped, with its slash.</summary>
    public static string PathOf(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        return path.StartsWith('/') ? path : "/" + path;
    }

    /// <summary>The same over TLS: host, path and query.</summary>
    /// <param name="request">The request; it has a host.</param>
    /// <param name="port">Where clients find HTTPS.</param>
    public static string HttpsOf(HttpRequest request, int port)
    {
        var host = port == 443 ? new HostString(request.Host.Host) : new HostString(request.Host.Host, port);
        return $"https://{host.ToUriComponent()}{PathOf(request)}{request.QueryString.ToUriComponent()}";
    }
}
