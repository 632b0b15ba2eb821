using System.Collections.Immutable;
using System.Globalization;
using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Tls:Hosts</c>.</summary>
/// <param name="authorities">Reads files.</param>
/// <param name="errors">Gets what is wrong.</param>
internal sealed class TlsHostsBuilder(AuthoritiesBuilder authorities, List<ConfigError> errors)
{
    private static readonly Duration Year = Duration.FromTimeSpan(TimeSpan.FromDays(365));

    /// <summary>Builds all entries without errors.</summary>
    public ImmutableArray<TlsHostConfig> Build(Dictionary<string, TlsHostOptions>? options)
    {
        var hosts = ImmutableArray.CreateBuilder<TlsHostConfig>();
        foreach (var (host, entry) in options ?? [])
        {
            var path = $"Tls:Hosts:{host}";
            if (!MatchRules.IsDnsName(host))
            {
                errors.Add(new(path, host == SiteNames.Default
                    ? "\"*\" is no host that a client could ask for, and nothing here could hold for it; name the "
                        + "hosts, for example \"*.example.com\"."
                    : $"\"{host}\" is not a host name; write for example \"app.example.com\" or \"*.example.com\"."));
                continue;
            }

            hosts.Add(new(host, BuildClients(path, entry), BuildHsts($"{path}:Hsts", entry.Hsts)));
        }

        return hosts.ToImmutable();
    }

    private ClientCertificateConfig? BuildClients(string path, TlsHostOptions entry)
    {
        if (entry.ClientCertificate is not (null or "require" or "optional"))
        {
            errors.Add(new($"{path}:ClientCertificate",
                $"\"{entry.ClientCertificate}\" is not known; write \"require\" or \"optional\"."));
        }

        if (entry.ClientCa is null)
        {
            if (entry.ClientCertificate is not null)
            {
                errors.Add(new($"{path}:ClientCa",
                    "required with ClientCertificate: the file of the authorities whose clients are let in, for "
                    + "example \"/etc/gateway/clients.crt\"."));
            }

            return null;
        }

        return authorities.ReadAuthorities($"{path}:ClientCa", entry.ClientCa) is var (file, text)
            ? new(file, text, entry.ClientCertificate != "optional")
            : null;
    }

    private string? BuildHsts(string path, HstsOptions? options)
    {
        if (options is not { IsOn: true })
        {
            return null;
        }

        var rule = options.Rule;
        var age = Year;
        if (rule?.MaxAge is { } text && !DurationText.TryParse(text, out age))
        {
            errors.Add(new($"{path}:MaxAge", $"\"{text}\" is not {DurationText.Expected}, to 366 days."));
        }

        var subdomains = rule?.IncludeSubdomains ?? false;
        var preload = rule?.Preload ?? false;
        if (preload && (!subdomains || age < Year))
        {
            errors.Add(new($"{path}:Preload",
                "takes \"IncludeSubdomains\": true and a \"MaxAge\" of a year, or browsers do not take it up."));
        }

        return string.Create(CultureInfo.InvariantCulture, $"max-age={(long)age.ToTimeSpan().TotalSeconds}")
            + (subdomains ? "; includeSubDomains" : "")
            + (preload ? "; preload" : "");
    }
}
