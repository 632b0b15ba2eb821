using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>Terms of TLS where nobody speaks it: the header that keeps browsers from plain HTTP goes out over HTTPS
/// alone, and no client can be asked for a certificate. HTTPS that a trusted proxy in front has ended is HTTPS,
/// too.</summary>
internal sealed class TlsWithoutHttps : ILintRule
{
    /// <inheritdoc/>
    public string Id => "tls-without-https";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        if (config.Listeners.Any(listener => listener.Scheme == ListenScheme.Https))
        {
            yield break;
        }

        foreach (var host in config.Tls.Hosts)
        {
            if (host.ClientCertificates is not null)
            {
                yield return new($"Tls:Hosts:{host.Host}:ClientCa",
                    "asks nobody for a certificate, for there is no HTTPS listener where one could be shown; add "
                    + "\"Https\": \"*:443\" to Listen, or remove it.");
            }

            if (host.StrictTransportSecurity is not null && config.TrustedProxies.IsEmpty)
            {
                yield return new($"Tls:Hosts:{host.Host}:Hsts",
                    "does nothing, for there is no HTTPS listener, and the header goes out over HTTPS alone; add "
                    + "\"Https\": \"*:443\" to Listen, or remove it.");
            }
        }
    }
}
