using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>What a request that wants a WebSocket must have (RFC 6455 section 4.2.1, RFC 8441 section 5): a handshake
/// that an upstream refuses, while a proxy before us takes its answer for a tunnel, is a way around that
/// proxy.</summary>
internal static class WebSocketHandshake
{
    /// <summary>The only version there is.</summary>
    public const string Version = "13";

    private const int KeyBytes = 16;

    /// <summary>What to answer instead of forwarding it.</summary>
    /// <returns>A status; null when it is well-formed, or wants no WebSocket.</returns>
    public static int? Refusal(HttpContext context)
    {
        var request = context.Request;
        var isUpgrade = context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
            && request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);
        if (!isUpgrade && !IsExtendedConnect(context))
        {
            return null;
        }

        if (isUpgrade && (!HttpMethods.IsGet(request.Method) || !IsKey(request.Headers.SecWebSocketKey)))
        {
            return StatusCodes.Status400BadRequest;
        }

        return request.Headers.SecWebSocketVersion == Version ? null : StatusCodes.Status426UpgradeRequired;
    }

    /// <summary>Whether it is the HTTP/2 form of a handshake: an extended CONNECT.</summary>
    public static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    private static bool IsKey(string? key) =>
        Convert.TryFromBase64String(key ?? "", stackalloc byte[KeyBytes + 2], out var length) && length == KeyBytes;
}
