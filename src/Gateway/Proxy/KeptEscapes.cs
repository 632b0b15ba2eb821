using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Sends upstreams path and query as the client escaped them. YARP escapes the unescaped path, and makes
/// <c>%252F</c> of <c>%2F</c>; .NET writes <c>%41</c> as <c>A</c> and <c>|</c> as <c>%7C</c>, and a signature over the
/// query fits no more. AFTER the route's transforms.</summary>
internal sealed class KeptEscapes : RequestTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var path = EscapedPath.Rewritten(context.HttpContext.Request, context.Path) ?? context.Path.ToUriComponent();
        context.ProxyRequest.RequestUri ??= Address(
            context.DestinationPrefix.TrimEnd('/'), path, context.Query.QueryString.ToUriComponent());
        return default;
    }

    // What may not stand in a request line (RFC 9112 section 3.2) is left to .NET to escape.
    private static Uri Address(string prefix, string path, string query)
    {
        var hasPath = path.Length > 0 || prefix.LastIndexOf('/') > prefix.IndexOf("://", StringComparison.Ordinal) + 2;
        var address = prefix + (hasPath ? path : "/") + query;
        return new(address, new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = !address.AsSpan().ContainsAnyExceptInRange('!', '~'),
        });
    }
}
