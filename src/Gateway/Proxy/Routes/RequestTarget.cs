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
}
