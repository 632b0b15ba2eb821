using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Asks a destination for its own <c>Host</c>, where it has one. Of a request to one that has none it notes
/// that, for the connection with TLS: that asks for the name of the address then.</summary>
/// <remarks>It asks at each request: transforms are not built anew when only destinations change.</remarks>
internal sealed class KeptHost : RequestTransform
{
    private static readonly HttpRequestOptionsKey<bool> s_key = new("Gateway.KeptHost");

    /// <summary>Whether the destination of a request has no host of its own.</summary>
    public static bool IsOn(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out var isOn) && isOn;

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var (request, client) = (context.ProxyRequest, context.HttpContext);
        if (client.GetReverseProxyFeature().ProxiedDestination?.Model.Config.Host is { Length: > 0 } own)
        {
            // What a transform of the route has made of it stays.
            if ((request.Headers.Host ?? "") == (client.Request.Host.Value ?? ""))
            {
                request.Headers.Host = own;
            }
        }
        else if (context.DestinationPrefix.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            request.Options.Set(s_key, true);
        }

        return default;
    }
}
