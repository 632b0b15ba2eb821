using Gateway.Configuration;
using Gateway.Vrrp.Config;

namespace Gateway.Cli;

/// <summary>What a valid file means for one node, in a sentence.</summary>
internal static class ConfigurationSummary
{
    /// <summary>For example <c>appsettings.json is valid for node edge-a: 1 virtual router (lan4: 192.168.10.10/24 on
    /// eth0, priority 150), 2 listeners, 1 route, 1 health check.</c></summary>
    public static string Describe(string file, GatewayConfig config) =>
        $"{file} is valid for node {config.NodeName}: {Routers(config)}, "
        + $"{Counted.Of(config.Listeners.Length, "listener")}, {Counted.Of(config.Routes.Length, "route")}, "
        + $"{Counted.Of(config.HealthChecks.Length, "health check")}.";

    private static string Routers(GatewayConfig config)
    {
        var routers = config.Vrrp.VirtualRouters;
        var count = Counted.Of(routers.Length, "virtual router");
        return routers.IsEmpty ? count : $"{count} ({string.Join("; ", routers.Select(Router))})";
    }

    private static string Router(VirtualRouterConfig router) => FormattableString.Invariant(
        $"{router.Name}: {string.Join(", ", router.Addresses)} on {router.Interface}, priority {router.Priority}");
}
