using System.Security.Cryptography;
using System.Text;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Lets an upstream switch protocols only as it was asked to: what goes on after a 101 is a tunnel, past
/// everything that looks at requests. A wrong one is answered with 502.</summary>
internal sealed class UpgradeCheck : ResponseTransform
{
    // RFC 6455 section 1.3.
    private const string WebSocketGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { StatusCode: System.Net.HttpStatusCode.SwitchingProtocols } response
            && !IsAsAsked(response))
        {
            throw new HttpRequestException(
                "the upstream switched protocols without being asked to, or to another one than it was asked for");
        }

        return default;
    }

    private static bool IsAsAsked(HttpResponseMessage response)
    {
        var wanted = Value(response.RequestMessage?.Headers, "Upgrade");
        if (wanted is null || !wanted.Equals(Value(response.Headers, "Upgrade"), StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var key = Value(response.RequestMessage?.Headers, "Sec-WebSocket-Key");
        return !wanted.Equals("websocket", StringComparison.OrdinalIgnoreCase)
            || (key is not null && Value(response.Headers, "Sec-WebSocket-Accept") == Accept(key));
    }

    private static string? Value(System.Net.Http.Headers.HttpHeaders? headers, string name) =>
        headers?.NonValidated.TryGetValues(name, out var values) == true ? values.ToString() : null;

    // RFC 6455 section 4.2.2 asks for SHA-1, which nobody's secret depends on here.
#pragma warning disable CA5350
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + WebSocketGuid)));
#pragma warning restore CA5350
}
