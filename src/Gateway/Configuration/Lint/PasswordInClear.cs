using System.Net;
using Gateway.Configuration.Building;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A password that is asked for over plain HTTP can be read by everybody on the way, with every
/// request.</summary>
internal sealed class PasswordInClear : ILintRule
{
    /// <inheritdoc/>
    public string Id => "password-in-clear";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        var hasHttps = config.Listeners.Any(listener => listener.Scheme == ListenScheme.Https);
        var isPlain = config.Listeners.Any(listener =>
            listener.Scheme == ListenScheme.Http && !IPAddress.IsLoopback(listener.EndPoint.Address));
        // Where nobody listens for HTTPS, a proxy that is trusted ends TLS.
        if (!isPlain || (!hasHttps && !config.TrustedProxies.IsEmpty))
        {
            return [];
        }

        return from route in config.Routes
               let extras = RouteExtrasReader.Read(route.Metadata)
               where extras.Basic is not null && IsServed(extras.Http, hasHttps)
               select new ConfigError(ProxyBuilder.PathOf(route),
                   "asks for passwords over plain HTTP, where everybody on the way can read them; "
                   + (hasHttps
                       ? "write \"Http\": \"redirect\" or \"refuse\" for it."
                       : "add \"Https\": \"*:443\" to Listen, and it is served there."));
    }

    // Without HTTPS there is nowhere to lead clients to.
    private static bool IsServed(PlainHttpRule rule, bool hasHttps) =>
        rule == PlainHttpRule.Serve || (rule == PlainHttpRule.Redirect && !hasHttps);
}
