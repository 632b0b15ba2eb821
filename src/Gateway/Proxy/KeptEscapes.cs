using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Sends upstreams the path as the client escaped it; YARP escapes the unescaped one, and makes
/// <c>%252F</c> of <c>%2F</c>. AFTER the route's transforms of the path.</summary>
internal sealed class KeptEscapes : RequestTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (EscapedPath.Rewritten(context.HttpContext.Request, context.Path) is { } path)
        {
            context.ProxyRequest.RequestUri ??= new(
                context.DestinationPrefix.TrimEnd('/') + path + context.Query.QueryString.ToUriComponent());
        }

        return default;
    }
}
