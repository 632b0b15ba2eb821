using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Takes away the length of an answer that has no body (RFC 9110 section 8.6), and the body of one that must
/// not have any (sections 15.3.5, 15.3.6 and 15.4.5): Kestrel would wait for the bytes or refuse them, and end the
/// request with an error.</summary>
internal sealed class NoContent : ResponseTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        switch (context.ProxyResponse?.StatusCode)
        {
            case HttpStatusCode.ResetContent:
                context.HttpContext.Response.ContentLength = null;
                context.SuppressResponseBody = true;
                break;
            case HttpStatusCode.NoContent:
                context.HttpContext.Response.ContentLength = null;
                context.SuppressResponseBody |= IsWholeRequest(context.HttpContext);
                break;
            case HttpStatusCode.NotModified:
                // Its length is that of the answer to a request without a condition.
                context.SuppressResponseBody |= IsWholeRequest(context.HttpContext);
                break;
        }

        return default;
    }

    // Whose answer is not waited for is told so: an upstream may still be reading the upload.
    private static bool IsWholeRequest(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
