using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Takes away the length of an answer that has no body (RFC 9110 section 8.6): Kestrel would wait for the
/// bytes, and end the request with 500.</summary>
internal sealed class NoContent : ResponseTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { StatusCode: System.Net.HttpStatusCode.NoContent })
        {
            context.HttpContext.Response.ContentLength = null;
        }

        return default;
    }
}
