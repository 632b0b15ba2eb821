using Gateway.Configuration.Building;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Lint;

/// <summary>A redirect to the same host and the same path comes back to its own route: browsers give up after some
/// twenty times.</summary>
internal sealed class RedirectLoop : ILintRule
{
    private const string Below = "/x";

    /// <inheritdoc/>
    public string Id => "redirect-loop";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from route in config.Routes
        let redirect = RouteExtrasReader.Read(route.Metadata).Redirect
        // That of a site is told of the site itself. Who asks for more may come to another route the second time.
        where redirect is { IsOfSite: false } && route.Match is { Methods: null, Headers: null, QueryParameters: null }
        let hosts = route.Match.Hosts ?? [SiteNames.Default]
        let loop = hosts.FirstOrDefault(host => ComesBack(config, route.Match, redirect.To, host))
        where loop is not null
        select new ConfigError($"{ProxyBuilder.PathOf(route)}:Redirect",
            $"\"{redirect.To}\" is \"{loop}\" with the same path again: clients would go round in a loop; name "
            + "another host or path, or what is to answer.");

    private static bool ComesBack(GatewayConfig config, RouteMatch match, string to, string host)
    {
        var (name, _) = AddressHost.Split(host);
        var pattern = match.Path ?? "/{**rest}";
        var rest = pattern.Contains('{', StringComparison.Ordinal) ? Below : "";
        var path = pattern.Split('{')[0].TrimEnd('/') + rest is { Length: > 0 } below ? below : "/";
        return Uri.TryCreate($"https://{name.Replace('*', 'x')}{path}", UriKind.Absolute, out var asked)
            && Uri.TryCreate(asked, RedirectTarget.Fill(to, path, rest, "", asked.Host), out var target)
            && target.AbsolutePath == path
            && (to.StartsWith('/') || (target.IdnHost == asked.IdnHost && IsServed(config, target)));
    }

    // Clients may know a listener by its own port, or by the usual one.
    private static bool IsServed(GatewayConfig config, Uri target) => target.Scheme == Uri.UriSchemeHttps
        && config.Listeners.Any(listener => listener.Scheme == ListenScheme.Https
            && (target.IsDefaultPort || listener.EndPoint.Port == target.Port));
}
