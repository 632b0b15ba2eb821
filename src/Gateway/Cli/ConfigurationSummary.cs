using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Cli;

/// <summary>What a valid file means for one node, in a sentence.</summary>
internal static class ConfigurationSummary
{
    /// <summary>For example <c>appsettings.json is valid for node edge-a: 1 virtual router (lan4: 192.168.10.10/24 on
    /// eth0, version 3, unicast to 192.168.10.12, priority 150), 2 listeners, 1 route, 1 health check.</c></summary>
    public static string Describe(string file, GatewayConfig config) =>
        $"{file} is valid for node {config.NodeName}: {Routers(config)}, "
        + $"{Counted.Of(config.Listeners.Length, "listener")}, {Counted.Of(config.Routes.Length, "route")}, "
        + $"{Counted.Of(config.HealthChecks.Length, "health check")}{Actions(config)}.";

    private static string Actions(GatewayConfig config) =>
        config.Notify.IsEmpty ? "" : $", {Counted.Of(config.Notify.Length, "notify action")}";

    private static string Routers(GatewayConfig config)
    {
        var routers = config.Vrrp.VirtualRouters;
        var count = Counted.Of(routers.Length, "virtual router");
        var groups = config.Vrrp.SyncGroups.Select(group =>
            $"; {string.Join(" and ", group.Members.Select(member => routers[member].Name))} move as one");
        var all = string.Join("; ", routers.Select(Router)) + string.Concat(groups);
        return routers.IsEmpty ? count : $"{count} ({all})";
    }

    private static string Router(VirtualRouterConfig router)
    {
        var advertised = router.Owned.Take(router.Addresses.Length).Select(own => Address(router, own));
        var excluded = router.Owned.Skip(router.Addresses.Length).Select(own => Address(router, own)).ToArray();
        var silent = excluded.Length == 0 ? "" : $", not advertised {string.Join(", ", excluded)}";
        var mac = router.UseVirtualMac ? $", with a virtual MAC address on {router.VirtualMacInterface}" : "";
        return FormattableString.Invariant(
            $"{router.Name}: {string.Join(", ", advertised)} on {router.Interface}{silent}{mac}, ")
            + FormattableString.Invariant(
                $"version {(int)router.Version}, {Audience(router.Peers)}, priority {router.Priority}");
    }

    private static string Address(VirtualRouterConfig router, OwnedAddress own)
    {
        var isMade = own.Prefix.Address == VirtualLinkLocal.Of(router.VirtualRouterId);
        var isElsewhere = own.Interface != router.Interface && own.Interface != router.VirtualMacInterface;
        return own.Prefix
            + (isElsewhere ? $" dev {own.Interface}" : "")
            + (isMade ? " (link-local, made from the id)" : "");
    }

    private static string Audience(ImmutableArray<IpAddr> peers) =>
        peers.IsEmpty ? "multicast" : $"unicast to {string.Join(", ", peers)}";
}
