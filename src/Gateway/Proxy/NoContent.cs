using System.Net;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Takes away the length of an answer that has no body (RFC 9110 section 8.6), and the body of one that must
/// not have any (205, section 15.3.6): Kestrel would wait for the bytes or refuse them, and end the request with an
/// error.</summary>
internal sealed class NoContent : ResponseTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { StatusCode: HttpStatusCode.NoContent or HttpStatusCode.ResetContent } answer)
        {
            context.HttpContext.Response.ContentLength = null;
            // .NET reads no body behind 204.
            context.SuppressResponseBody |= answer.StatusCode == HttpStatusCode.ResetContent;
        }

        return default;
    }
}
