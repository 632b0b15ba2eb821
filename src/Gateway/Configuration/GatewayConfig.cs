using System.Collections.Immutable;
using System.Net;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>Everything one node runs, valid and complete by construction. Two nodes with the same file differ only in
/// <see cref="NodeName"/> and what follows from it.</summary>
internal sealed record GatewayConfig
{
    /// <summary>What <see cref="MaxRunningChecks"/> is unless the file says otherwise.</summary>
    public const int DefaultMaxRunningChecks = 256;

    /// <summary>What <see cref="DrainTime"/> is unless the file says otherwise: long enough for nearly every request,
    /// and for a stop that somebody waits for.</summary>
    public static readonly TimeSpan DefaultDrainTime = TimeSpan.FromSeconds(5);

    /// <summary>Which entry of <c>Nodes</c> this machine is.</summary>
    public required string NodeName { get; init; }

    /// <summary>All machines of the file, in its order.</summary>
    public required ImmutableArray<VrrpNode> Nodes { get; init; }

    /// <summary>What the VRRP engine runs.</summary>
    public required VrrpConfig Vrrp { get; init; }

    /// <summary>The health checks, in the order of the file.</summary>
    public required ImmutableArray<HealthCheckConfig> HealthChecks { get; init; }

    /// <summary>Who is told what happens, in the order of the file.</summary>
    public ImmutableArray<NotifyConfig> Notify { get; init; } = [];

    /// <summary>The addresses to listen on.</summary>
    public required ImmutableArray<ListenEndpoint> Listeners { get; init; }

    /// <summary>Whether listeners for all addresses serve HTTP/3, where the machine can.</summary>
    public bool Http3 { get; init; } = true;

    /// <summary>How long requests under way may take at a clean stop, before the addresses go and the listeners
    /// close.</summary>
    public TimeSpan DrainTime { get; init; } = DefaultDrainTime;

    /// <summary>Whose word about a client is believed; nobody's by default.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>What clients may take of the machine.</summary>
    public LimitsConfig Limits { get; init; } = new();

    /// <summary>Whose connections begin with a PROXY header, always; nobody's by default.</summary>
    public ImmutableArray<IPNetwork> ProxyProtocolFrom { get; init; } = [];

    /// <summary>Connections that are passed on as they are, in the order of the file.</summary>
    public ImmutableArray<StreamConfig> Streams { get; init; } = [];

    /// <summary>Folders with PEM certificates, absolute, in the order of the file. May be
    /// empty: the internal authority issues then.</summary>
    public required ImmutableArray<string> CertificateFolders { get; init; }

    /// <summary>How TLS is spoken.</summary>
    public TlsConfig Tls { get; init; } = TlsConfig.Default;

    /// <summary>YARP's routes: those of <c>ReverseProxy</c> and those that <c>Sites</c> stand for.</summary>
    public required ImmutableArray<RouteConfig> Routes { get; init; }

    /// <summary>The hosts of the routes, with wildcards and without ports, each once; <c>*</c> is any.</summary>
    public IEnumerable<string> Hosts => Routes.SelectMany(route => route.Match.Hosts ?? [])
        .Select(host => AddressHost.Split(host).Name)
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>YARP's clusters, likewise.</summary>
    public required ImmutableArray<ClusterConfig> Clusters { get; init; }

    /// <summary>Files for errors of the gateway itself, absolute, by status or class (<c>404</c>,
    /// <c>5xx</c>).</summary>
    public ImmutableSortedDictionary<string, string> ErrorPages { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether each request gets an id. Off by default.</summary>
    public bool RequestId { get; init; }

    /// <summary>Where requests are written down; null when they are not.</summary>
    public AccessLogConfig? AccessLog { get; init; }

    /// <summary>Where the gateway answers its operators.</summary>
    public AdminConfig Admin { get; init; } = new();

    /// <summary>How many runs of plugins' health checks there may be at one moment. 256 by default.</summary>
    public int MaxRunningChecks { get; init; } = DefaultMaxRunningChecks;

    /// <summary>The folder with one folder a plugin, absolute.</summary>
    public required string PluginsFolder { get; init; }
}
