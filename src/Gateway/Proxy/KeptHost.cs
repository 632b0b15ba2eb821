using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Notes on a request that its <c>Host</c> is the client's, for the connection to an upstream with TLS: that
/// asks for the name of the upstream.</summary>
internal sealed class KeptHost : RequestTransform
{
    private static readonly HttpRequestOptionsKey<bool> s_key = new("Gateway.KeptHost");

    /// <summary>Whether a request has the host of its client.</summary>
    public static bool IsOn(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out var isOn) && isOn;

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.DestinationPrefix.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            context.ProxyRequest.Options.Set(s_key, true);
        }

        return default;
    }
}
