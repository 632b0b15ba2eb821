using System.Text.Json.Nodes;
using Gateway.Configuration.Building;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Configuration.Showing;

/// <summary>Defaults that follow from other keys. The builders have computed them: they are taken from what was
/// built.</summary>
internal sealed class DerivedDefaults
{
    private readonly Dictionary<string, JsonNode> _values = [];
    private readonly Dictionary<string, IpAddr> _made = [];

    /// <summary>Takes what was built.</summary>
    public DerivedDefaults(GatewayConfig config)
    {
        foreach (var router in config.Vrrp.VirtualRouters)
        {
            Add($"Vrrp:Instances:{router.Name}", router);
        }

        foreach (var check in config.HealthChecks)
        {
            _values[$"HealthChecks:{check.Name}:Timeout"] = Duration.FromTimeSpan(check.Timeout).ToString();
        }

        AddSites(config);

        string[] subjects = [.. config.Vrrp.VirtualRouters.Select(router => router.Name),
            .. config.Vrrp.SyncGroups.Select(group => group.Name)];
        foreach (var action in config.Notify.Where(_ => subjects.Length > 0))
        {
            _values[$"Notify:{action.Name}:Instances"] =
                new JsonArray([.. subjects.Select(name => JsonValue.Create(name))]);
        }
    }

    /// <summary>What a key is when the file leaves it out.</summary>
    /// <returns>Null when its default does not follow from others.</returns>
    public JsonNode? Find(string path) => _values.GetValueOrDefault(path)?.DeepClone();

    /// <summary>The address that a list of virtual addresses has without naming it.</summary>
    /// <returns>Null when it has none.</returns>
    public IpAddr? FindMade(string path) => _made.TryGetValue(path, out var address) ? address : null;

    private void AddSites(GatewayConfig config)
    {
        foreach (var route in config.Routes)
        {
            if (SiteIds.PathOf(route.RouteId) is { } path && route.Metadata?.GetValueOrDefault("Http") is { } http)
            {
                _values[$"{path}:Http"] = http;
            }
        }

        foreach (var cluster in config.Clusters)
        {
            if (SiteIds.PathOf(cluster.ClusterId) is { } path)
            {
                _values[$"{path}:Health"] = "tcp";
                _values[$"{path}:Sticky"] = false;
                _values[$"{path}:Balance"] = SiteBalance.DefaultOf(cluster.LoadBalancingPolicy);
                AddConnections(path, cluster.Metadata);
            }
        }
    }

    private void AddConnections(string path, IReadOnlyDictionary<string, string>? metadata)
    {
        var connections = UpstreamConnections.Read(metadata);
        _values[$"{path}:Retries"] = UpstreamHealth.Read(metadata).Retries;
        _values[$"{path}:SlowStart"] = TextOf(UpstreamBalance.SlowStartOf(metadata));
        _values[$"{path}:ConnectTimeout"] = TextOf(connections.ConnectTimeout);
        _values[$"{path}:IdleTimeout"] = TextOf(connections.IdleTimeout);
    }

    private static string TextOf(TimeSpan time) => Duration.FromTimeSpan(time).ToString();

    private void Add(string path, VirtualRouterConfig router)
    {
        _values[$"{path}:Peers"] = router.Peers.IsEmpty ? "multicast" : "unicast";
        if (router.Addresses[0].Address == VirtualLinkLocal.Of(router.VirtualRouterId))
        {
            _made[$"{path}:Addresses"] = router.Addresses[0].Address;
        }

        if (router.Authentication is HmacAuthentication hmac)
        {
            _values[$"{path}:Authentication:Hmac:ActiveKey"] = hmac.ActiveKey;
            _values[$"{path}:Authentication:Hmac:Window"] = hmac.Window.ToString();
        }

        // One burst or two are what either key asks for; without both there are more.
        if (router.Announcements.Offsets is { Length: < 2 } offsets)
        {
            _values[$"{path}:GarpMasterDelay"] = (offsets.IsEmpty ? Duration.Zero : offsets[0]).ToString();
            _values[$"{path}:GarpMasterRepeat"] = router.Announcements.Repeat;
        }
    }
}
