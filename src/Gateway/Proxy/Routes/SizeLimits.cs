using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy.Routes;

/// <summary>Limits how much a request may be: 431 for its headers, 413 for its body; where nobody says its length, as
/// soon as more of it is read.</summary>
/// <param name="maxBody">Bytes of a body at most; null for any.</param>
/// <param name="maxHeader">Bytes of all headers at most; null for as many as the server takes.</param>
/// <param name="pages">What is shown to those that send more.</param>
/// <param name="next">What the others come to.</param>
internal sealed class SizeLimits(long? maxBody, long? maxHeader, ErrorPages pages, RequestDelegate next)
{
    // Colon, blank and line end.
    private const int Around = 4;

    /// <summary>Runs for every request of the route.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (maxHeader is { } most && SizeOf(context.Request.Headers) > most)
        {
            return pages.AnswerAsync(context, StatusCodes.Status431RequestHeaderFieldsTooLarge);
        }

        if (maxBody is { } limit)
        {
            if (context.Request.ContentLength > limit)
            {
                return pages.AnswerAsync(context, StatusCodes.Status413PayloadTooLarge);
            }

            // What a WebSocket sends over HTTP/2 is no body, though it comes as one (RFC 8441 section 5).
            if (context.Request.ContentLength is null && !WebSocketHandshake.IsExtendedConnect(context)
                && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            {
                context.Request.Body = new LimitedBody(context.Request.Body, limit);
            }
        }

        return next(context);
    }

    private static long SizeOf(IHeaderDictionary headers)
    {
        var size = 0L;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                size += name.Length + (value?.Length ?? 0) + Around;
            }
        }

        return size;
    }
}
