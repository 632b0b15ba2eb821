using System.Collections.Immutable;
using System.Net;
using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Turns the options of a file into the configuration of one node, or into everything that is wrong with
/// them.</summary>
internal static class GatewayConfigBuilder
{
    /// <summary>Builds all sections.</summary>
    /// <returns>The configuration, to be thrown away when there are errors.</returns>
    public static async Task<(GatewayConfig Config, IReadOnlyList<ConfigError> Errors)> BuildAsync(
        ConfigurationRequest request, GatewayOptions options, YarpSection section, CancellationToken cancellation)
    {
        var errors = new List<ConfigError>();
        var (nodes, self) = new NodesBuilder(request, errors).Build(options.Nodes);
        var (pluginsFolder, maxRunning) = new PluginsBuilder(request.ProgramFolder, errors).Build(options.Plugins);
        var installed = request.InstalledPlugins(pluginsFolder);
        var plugins = new PluginName(pluginsFolder, request.RequiresPlugins ? installed : null, errors);
        var checks = new HealthChecksBuilder(plugins, errors).Build(options.HealthChecks);
        var notify = new NotifyBuilder(plugins, Subjects(options), errors).Build(options.Notify);
        errors.AddRange(
            await new PluginTrials(request, pluginsFolder, installed).RunAsync(checks, notify, cancellation));
        var vrrp = BuildVrrp(request, options, nodes, self, Trackers(options, section), errors);
        var listen = new ListenersBuilder(errors);
        var listeners = listen.Build(options.Listen, options.Streams);
        var rule = new DestinationRule(listeners, OwnAddresses(options, nodes));
        var files = new RouteFiles(request.Folder, request.TryFile);
        var hasBoth = listeners.Any(listener => listener.Scheme == ListenScheme.Http)
            && listeners.Any(listener => listener.Scheme == ListenScheme.Https);
        var health = new UpstreamHealthRules(options.HealthChecks?.Keys.ToArray() ?? [], errors);
        var connections = new UpstreamConnectionRules(request.Folder, request.TryAuthority, errors);
        var sites = new SitesBuilder(new(rule, connections, errors), hasBoth, files, errors);
        var (routes, clusters) = await new ProxyBuilder(rule, health, connections, files, errors)
            .BuildAsync(section, sites.Build(options.Sites));
        new TrackedClusters(options.Vrrp, errors).Check(clusters);
        var hasListen = options.Listen is { Http.Count: > 0 } or { Https.Count: > 0 };
        if (routes.Length > 0 && !hasListen)
        {
            errors.Add(new("Listen",
                "required: there are routes but nothing listens; add for example \"Https\": \"*:443\"."));
        }

        var tls = new TlsBuilder(request, errors);
        var config = new GatewayConfig
        {
            NodeName = self.Name,
            Nodes = nodes,
            Vrrp = vrrp,
            HealthChecks = checks,
            Notify = notify,
            Listeners = listeners,
            Http3 = options.Listen?.Http3 ?? true,
            TrustedProxies = listen.BuildNetworks("Listen:TrustedProxies", options.Listen?.TrustedProxies),
            ProxyProtocolFrom = listen.BuildNetworks("Listen:ProxyProtocolFrom", options.Listen?.ProxyProtocolFrom),
            Streams = new StreamsBuilder(rule, errors).Build(
                options.Streams, listeners.Any(listener => listener.Scheme == ListenScheme.Https), sites.Hosts),
            DrainTime = listen.BuildDrainTime(options.Listen?.DrainTime),
            Limits = new LimitsBuilder(errors).Build(options.Limits),
            CertificateFolders = tls.BuildFolders(options.Tls),
            Tls = tls.Build(options.Tls, sites.Aliases),
            Routes = routes,
            Clusters = clusters,
            ErrorPages = new ErrorPagesBuilder(files, errors).Build(options.ErrorPages),
            RequestId = options.RequestId ?? false,
            AccessLog = new AccessLogBuilder(request.Folder, errors).Build(options.AccessLog),
            Admin = new AdminBuilder(request, listeners, errors).Build(options.Admin),
            PluginsFolder = pluginsFolder,
            MaxRunningChecks = maxRunning,
        };
        return (config, errors);
    }

    /// <summary>What notifications are about and <c>Instances</c> may name.</summary>
    private static string[] Subjects(GatewayOptions options) =>
        [.. options.Vrrp?.Instances?.Keys ?? Enumerable.Empty<string>(),
            .. options.Vrrp?.SyncGroups?.Keys ?? Enumerable.Empty<string>()];

    private static VrrpConfig BuildVrrp(
        ConfigurationRequest request, GatewayOptions options, ImmutableArray<VrrpNode> nodes, VrrpNode self,
        string[] trackers, List<ConfigError> errors)
    {
        SecretFile ReadSecret(string file) => PathText.IsPath(file)
            ? request.ReadSecret(Path.GetFullPath(file, request.Folder))
            : new([], "cannot be a file; write for example \"/etc/gateway/vrrp.key\".");

        _ = VrrpConfigBuilder.TryBuild(options.Vrrp, nodes, self, trackers, ReadSecret, out var config, out var found);
        errors.AddRange(found);
        return config ?? new() { VirtualRouters = [], Trackers = [] };
    }

    // What "Track" may name, but for interfaces and files.
    private static string[] Trackers(GatewayOptions options, YarpSection section) =>
    [
        HealthChecksBuilder.BuiltIn,
        .. options.HealthChecks?.Keys ?? Enumerable.Empty<string>(),
        .. section.ClusterIds.Select(id => ClusterTracker.Prefix + id),
        .. SiteIds.ClustersOf(options.Sites).Select(id => ClusterTracker.Prefix + id),
    ];

    // Of all nodes: a request to the other node would come back as well.
    private static Dictionary<IPAddress, string> OwnAddresses(GatewayOptions options, ImmutableArray<VrrpNode> nodes)
    {
        var own = new Dictionary<IPAddress, string>();
        void Add(string? text, string what)
        {
            // A prefix length or an interface may follow.
            if (IPAddress.TryParse(text?.Split('/', ' ')[0], out var address))
            {
                own[address] = what;
            }
        }

        foreach (var (name, router) in options.Vrrp?.Instances ?? [])
        {
            foreach (var text in (router.Addresses ?? []).Concat(router.ExcludedAddresses ?? []))
            {
                Add(text, $"a virtual address (\"{name}\")");
            }

            foreach (var (node, text) in router.Peers?.Addresses ?? [])
            {
                Add(text, $"node \"{node}\"");
            }
        }

        foreach (var node in nodes)
        {
            foreach (var address in node.Addresses)
            {
                Add(address.ToString(), $"node \"{node.Name}\"");
            }
        }

        return own;
    }
}
