using System.Globalization;
using Gateway.Configuration;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;

namespace Gateway.Hosting;

/// <summary>What a running gateway cannot take up, in words.</summary>
internal static class RestartReason
{
    /// <summary>Compares two valid configurations.</summary>
    /// <param name="running">What runs.</param>
    /// <param name="next">What is to run.</param>
    /// <returns>Null when the difference can be taken up while running.</returns>
    public static string? Between(GatewayConfig running, GatewayConfig next)
    {
        var changed = Changes(running, next).ToArray();
        return changed.Length == 0
            ? null
            : $"{string.Join(" and ", changed)} changed, which needs a restart; nothing was changed.";
    }

    private static IEnumerable<string> Changes(GatewayConfig running, GatewayConfig next)
    {
        (string Section, Func<GatewayConfig, string> Text)[] sections =
        [
            ("the name of this node in Nodes", config => config.NodeName),
            ("HealthChecks", config => string.Join('\n', config.HealthChecks.Select(Describe))),
            ("Notify", config => string.Join('\n', config.Notify.Select(Describe))),
            ("Plugins", Plugins),
            ("what Track names", Trackers),
            ("Vrrp:CrashNotice", config => config.Vrrp.CrashNotice.ToString()),
            ("Vrrp:Recorder", config => config.Vrrp.Recorder ?? ""),
            ("the first of Vrrp:Instances", config => config.Vrrp.VirtualRouters.IsEmpty.ToString()),
        ];
        return sections
            .Where(section => section.Text(running) != section.Text(next))
            .Select(section => section.Section);
    }

    private static string Describe(HealthCheckConfig check) =>
        $"{check with { Settings = default }} {check.Settings.GetRawText()}";

    private static string Describe(NotifyConfig action) =>
        $"{action with { Settings = default, On = [], Instances = [] }} {string.Join(',', action.On)} "
        + $"{string.Join(',', action.Instances)} {action.Settings.GetRawText()}";

    private static string Plugins(GatewayConfig config) =>
        string.Create(CultureInfo.InvariantCulture, $"{config.PluginsFolder} {config.MaxRunningChecks}");

    // With what a cluster's own check counts.
    private static string Trackers(GatewayConfig config) => string.Join('\n', config.Vrrp.Trackers.Select(tracker =>
    {
        var id = ClusterTracker.ClusterOf(tracker);
        var cluster = config.Clusters.FirstOrDefault(
            found => found.ClusterId.Equals(id, StringComparison.OrdinalIgnoreCase));
        var minimum = UpstreamHealth.Read(cluster?.Metadata, (_, _) => { }).MinimumHealthy;
        return id is null ? tracker : $"{tracker} {minimum}";
    }));
}
