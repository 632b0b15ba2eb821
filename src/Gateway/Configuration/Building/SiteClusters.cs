using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using ClusterHealth = Yarp.ReverseProxy.Configuration.HealthCheckConfig;

namespace Gateway.Configuration.Building;

/// <summary>Builds the clusters of sites: their upstreams, how they are asked, and who stays with which.</summary>
/// <param name="rule">What an upstream must be.</param>
/// <param name="connections">What keys about connections must be.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class SiteClusters(
    DestinationRule rule, UpstreamConnectionRules connections, List<ConfigError> errors)
{
    private static readonly DurationRange s_intervals = new("100ms", "24h");
    private static readonly DurationRange s_timeouts = new("10ms", "24h");

    /// <summary>Builds one.</summary>
    /// <param name="path">The path of the site in the file.</param>
    /// <param name="id">The id of the cluster.</param>
    /// <param name="options">The site, with upstreams.</param>
    public ClusterConfig Build(string path, string id, PathOptions options)
    {
        var texts = new SiteUpstreamTexts(path, errors);
        var metadata = texts.Of(options);
        var cluster = new ClusterConfig
        {
            ClusterId = id,
            LoadBalancingPolicy = new SiteBalance(errors).Policy(path, options),
            Destinations = Destinations(path, options),
            HealthCheck = Health(path, options.Health),
            SessionAffinity = options.Sticky == true ? Affinity(id) : null,
            HttpRequest = SiteProtocol.Read(path, options, errors),
            Metadata = metadata.Count > 0 ? metadata : null,
        };
        return connections.Build(cluster, texts.PlaceOf);
    }

    private Dictionary<string, DestinationConfig> Destinations(string path, PathOptions options)
    {
        var destinations = new Dictionary<string, DestinationConfig>(StringComparer.OrdinalIgnoreCase);
        var upstreams = options.To!;
        foreach (var (i, upstream) in upstreams.Index())
        {
            var item = SiteBalance.PlaceOf(path, options, i);
            var place = upstream.IsShort ? item : $"{item}:Address";
            var (address, host) = (upstream.Settings.Address, Host($"{item}:Host", upstream.Settings.Host));
            if (rule.Problem(address) is { } problem)
            {
                errors.Add(new(place, problem));
            }
            else if (!destinations.TryAdd(new Uri(address!).Authority, new()
            {
                Address = address!,
                Host = host,
                Metadata = SiteBalance.MetadataOf(upstream.Settings),
            }))
            {
                errors.Add(new(place, $"\"{address}\" has host and port of an upstream before it; remove one."));
            }
        }

        if (upstreams.Count == 0)
        {
            errors.Add(new($"{path}:To", "is empty; name an upstream, for example \"http://10.0.0.21:8080\"."));
        }

        return destinations;
    }

    private string? Host(string place, string? text)
    {
        var host = text is null ? null : DestinationRule.HostOf(text);
        if (text is not null && host is null)
        {
            errors.Add(new(place, DestinationRule.HostProblem(text)));
        }

        return host;
    }

    // A connection now and then tells nobody anything and costs nothing, and lets "Track" follow the site. With one
    // upstream nothing is gained by turning requests away, so it is asked whatever its state.
    private ClusterHealth? Health(string path, SiteHealthOptions? options)
    {
        if (options is { Enabled: false } or { Word: "off" })
        {
            return null;
        }

        var request = options?.Probe?.Path ?? (options?.Word == "tcp" ? null : options?.Word);
        if (request is not null && !Regex.IsMatch(request, OptionPattern.RequestPath))
        {
            errors.Add(new(options?.Probe is null ? $"{path}:Health" : $"{path}:Health:Path",
                $"\"{request}\" is no path; write \"tcp\" for a connection, or for example \"/healthz\"."));
        }

        return new()
        {
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new()
            {
                Enabled = true,
                Policy = request is null ? HealthPolicy.Tcp : HealthPolicy.Http,
                Path = request,
                Interval = s_intervals.Read(
                    options?.Probe?.Interval, problem => errors.Add(new($"{path}:Health:Interval", problem))),
                Timeout = s_timeouts.Read(
                    options?.Probe?.Timeout, problem => errors.Add(new($"{path}:Health:Timeout", problem))),
            },
            Passive = new() { Enabled = true, Policy = HealthPolicy.ConsecutiveErrors },
        };
    }

    // A name of its own for each cluster: the paths of a site may go to others. The same on all nodes.
    private static SessionAffinityConfig Affinity(string id) => new()
    {
        Enabled = true,
        Policy = "ArrCookie",
        Cookie = new() { SecurePolicy = CookieSecurePolicy.SameAsRequest },
        AffinityKeyName = "Gateway-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))[..4]),
    };
}
