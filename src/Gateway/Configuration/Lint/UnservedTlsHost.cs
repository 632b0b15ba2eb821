using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>Terms of TLS for a host that nothing serves are most often those of another one, mistyped: it would be open
/// to clients without a certificate, and nobody would notice. A site or route that takes any host serves all, and a
/// stream none: TLS ends behind it.</summary>
internal sealed class UnservedTlsHost : ILintRule
{
    /// <inheritdoc/>
    public string Id => "unserved-tls-host";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        if (config.Routes.Any(route => route.Match.Hosts is null or { Count: 0 }))
        {
            return [];
        }

        string[] served = [.. config.Hosts], passed = [.. config.Streams.SelectMany(stream => stream.ServerNames)];
        return from host in config.Tls.Hosts
               where !IsOf(served, host.Host)
               select new ConfigError($"Tls:Hosts:{host.Host}", IsOf(passed, host.Host)
                   ? "a stream passes the TLS of this host on, so what stands here protects nothing; let its upstream "
                     + "do it, or serve the host by a site."
                   : "no site or route has this host, so what stands here protects nothing, and a host that was "
                     + $"meant is open; {NearestName.Hint(host.Host, served)}");
    }

    private static bool IsOf(string[] names, string host) =>
        names.Any(name => Covers(name, host) || Covers(host, name));

    /// <summary>Whether a host is one of those that another stands for. As TlsTerms and routes take
    /// wildcards.</summary>
    public static bool Covers(string pattern, string name)
    {
        var (all, one) = (UnicodeHost.Of(pattern), UnicodeHost.Of(name));
        return all == "*"
            || all.Equals(one, StringComparison.OrdinalIgnoreCase)
            || (all.StartsWith("*.", StringComparison.Ordinal)
                && one.EndsWith(all[1..], StringComparison.OrdinalIgnoreCase));
    }
}
