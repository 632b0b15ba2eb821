using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Takes away the header that announces trailers where there will be none: HTTP/1 clients get none from
/// Kestrel.</summary>
internal sealed class UnsentTrailers : ResponseTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        var response = context.HttpContext.Response;
        if (response.Headers.Trailer.Count > 0 && !response.SupportsTrailers())
        {
            _ = response.Headers.Remove("Trailer");
        }

        return default;
    }
}
