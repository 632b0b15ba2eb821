using System.Buffers;
using Gateway.Proxy.Routing;

namespace Gateway.Proxy;

/// <summary>Refuses requests that servers behind us could read otherwise than we do. Kestrel is more lenient than an
/// edge may be: it repairs some of them, and what it repaired somebody else has read already.</summary>
internal static class RequestStrictness
{
    /// <summary>The methods that every server knows of, those that are refused left out.</summary>
    public const string AllowedMethods = "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS";

    // Where Kestrel puts the value of a Content-Length that came with a Transfer-Encoding.
    private const string OverriddenContentLength = "X-Content-Length";

    // RFC 9110 section 5.6.2.
    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Answers 405, 501, 400 or 426, and ends the connection, if the request is one to refuse.</summary>
    /// <returns>False when it is not, untouched.</returns>
    public static bool TryRefuse(HttpContext context)
    {
        if (!IsMethodAllowed(context))
        {
            context.Response.Headers.Allow = AllowedMethods;
            Refuse(context, StatusCodes.Status405MethodNotAllowed);
            return true;
        }

        // RFC 9110 section 9.1: "get" is another method than "GET", and none that anybody has. What forwards requests
        // would make the one of the other on the way.
        if (!HttpMethods.GetCanonicalizedValue(context.Request.Method).Equals(
            context.Request.Method, StringComparison.Ordinal))
        {
            Refuse(context, StatusCodes.Status501NotImplemented);
            return true;
        }

        if (!IsFramingClear(context.Request)
            || !IsWellFormed(context.Request)
            || RoutePath.HidesDots(context.Request.Path.Value))
        {
            Refuse(context, StatusCodes.Status400BadRequest);
            return true;
        }

        if (WebSocketHandshake.Refusal(context) is { } status)
        {
            context.Response.Headers.SecWebSocketVersion = WebSocketHandshake.Version;
            Refuse(context, status);
            return true;
        }

        return false;
    }

    // TRACE echoes credentials, and CONNECT would make a tunnel of us. But WebSockets over HTTP/2 begin with an
    // extended CONNECT (RFC 8441 section 4).
    private static bool IsMethodAllowed(HttpContext context)
    {
        var method = context.Request.Method;
        return !HttpMethods.IsTrace(method)
            && (!HttpMethods.IsConnect(method) || WebSocketHandshake.IsExtendedConnect(context));
    }

    private static bool IsFramingClear(HttpRequest request)
    {
        var encoding = request.Headers.TransferEncoding;
        if (encoding.Count == 0)
        {
            return true;
        }

        // RFC 9112 section 6.1: an HTTP/1.0 message with Transfer-Encoding has faulty framing, and one with both that
        // and Content-Length ought to be handled as an error. Codings besides chunked are ours to refuse: no upstream
        // of ours has asked for one.
        return encoding is [{ } coding]
            && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)
            && !HttpProtocol.IsHttp10(request.Protocol)
            && request.ContentLength is null
            && !request.Headers.ContainsKey(OverriddenContentLength);
    }

    // Over HTTP/2 and HTTP/3 Kestrel takes names that are no tokens, as "x a", and no host at all, which it refuses
    // over HTTP/1; and of the headers that speak of a connection all but Connection and TE. Such a request must not be
    // forwarded, not even without them (RFC 9113 sections 8.1.1, 8.2.1 and 8.2.2; RFC 9114 sections 4.1.2 to 4.3.1).
    private static bool IsWellFormed(HttpRequest request)
    {
        if (IsHttp1(request.Protocol))
        {
            return true;
        }

        var headers = request.Headers;
        if (!request.Host.HasValue
            || headers.TransferEncoding.Count + headers.Upgrade.Count + headers.KeepAlive.Count > 0
            || headers.ProxyConnection.Count > 0)
        {
            return false;
        }

        foreach (var (name, _) in headers)
        {
            if (name.AsSpan().ContainsAnyExcept(s_token))
            {
                return false;
            }
        }

        return true;
    }

    private static void Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        // What follows on this connection may be the rest of this request, or a smuggled one.
        if (IsHttp1(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }
    }

    private static bool IsHttp1(string protocol) => !HttpProtocol.IsHttp2(protocol) && !HttpProtocol.IsHttp3(protocol);
}
