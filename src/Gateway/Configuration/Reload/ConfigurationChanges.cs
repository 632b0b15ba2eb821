using System.Collections.Immutable;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Reload;

/// <summary>What lies between two valid configurations of a node: what a reload takes up, what it leaves alone, and
/// what only a restart takes up. Comparing has no effect, so that it can be shown before it happens.</summary>
/// <remarks>Each list has one change for each name: those of the old configuration in its order, then the new ones; an
/// empty <see cref="NeedsRestart"/> means that a running gateway takes up all of it. A plugin that does not load, its
/// own settings, a port that another program has, and an interface that the machine has not can refuse a reload all the
/// same: that shows when it is tried.</remarks>
internal sealed record ConfigurationChanges
{
    private static readonly (string Name, Func<GatewayConfig, object?> Value)[] TakenUp =
    [
        ("Vrrp:CrashNotice", config => config.Vrrp.CrashNotice),
        ("Vrrp:DrainOnStop", config => config.Vrrp.DrainOnStop),
        ("Plugins:MaxRunningChecks", config => config.MaxRunningChecks),
        ("Listen:TrustedProxies", config => string.Join(' ', config.TrustedProxies)),
        ("Listen:ProxyProtocolFrom", config => string.Join(' ', config.ProxyProtocolFrom)),
        ("Listen:DrainTime", config => config.DrainTime),
        ("Limits", config => config.Limits),
        ("Streams", config => string.Join('\n', config.Streams.Select(stream => stream.ToString()))),
        ("AccessLog", config => config.AccessLog),
        ("Tls:Policy", config => config.Tls.Policy),
        ("Tls:RequireSni", config => config.Tls.RequireServerName),
        ("Tls:InternalCa", config => config.Tls.InternalAuthority),
        ("Tls:Hosts", config => string.Join('\n', config.Tls.Hosts)),
        ("ErrorPages", config => string.Join(' ', config.ErrorPages)),
        ("RequestId", config => config.RequestId),
        ("Admin:Socket", config => (config.Admin.HasSocket, config.Admin.Socket)),
        ("Admin:Listen", config => string.Join(' ', config.Admin.Addresses)),
        ("Admin:Token", config => config.Admin.Token),
    ];

    private static readonly (string Name, Func<GatewayConfig, object?> Value)[] TakenUpByRestart =
    [
        ("the name of this node in Nodes", config => config.NodeName),
        ("Plugins:Folder", config => config.PluginsFolder),
        ("Listen:Http3", config => config.Http3),
        ("Vrrp:Recorder", config => config.Vrrp.Recorder),
        // Without any there is no engine.
        ("whether Vrrp:Instances is empty", config => config.Vrrp.VirtualRouters.IsEmpty),
    ];

    /// <summary>The virtual routers, with their addresses, and the sync groups.</summary>
    public required ConfigDiff Vrrp { get; init; }

    /// <summary>What <c>Track</c> follows, by name: <c>proxy</c>, checks, <c>cluster:</c>, <c>file:</c> and
    /// <c>interface:</c>. Never <see cref="ChangeKind.Changed"/>: a weight is the virtual router's.</summary>
    public required ImmutableArray<NamedChange> Trackers { get; init; }

    /// <summary>The entries of <c>HealthChecks</c>. A changed one keeps its last word until its first
    /// result.</summary>
    public required ImmutableArray<NamedChange> HealthChecks { get; init; }

    /// <summary>The entries of <c>Notify</c>.</summary>
    public required ImmutableArray<NamedChange> Notify { get; init; }

    /// <summary>The addresses to listen on, as <c>Https 192.168.10.10:443</c>.</summary>
    public required ImmutableArray<NamedChange> Listeners { get; init; }

    /// <summary>The folders of certificates. What is in them is looked at on its own.</summary>
    public required ImmutableArray<NamedChange> CertificateFolders { get; init; }

    /// <summary>The routes by their ids, those of <c>Sites</c> among them.</summary>
    public required ImmutableArray<NamedChange> Routes { get; init; }

    /// <summary>The clusters by their ids, likewise.</summary>
    public required ImmutableArray<NamedChange> Clusters { get; init; }

    /// <summary>Other settings that a reload takes up, by their path in the file.</summary>
    public required ImmutableArray<string> Settings { get; init; }

    /// <summary>What has changed and only a restart takes up, in words or by its path in the file. When there is one,
    /// a reload refuses the whole configuration.</summary>
    public required ImmutableArray<string> NeedsRestart { get; init; }

    /// <summary>Whether the engine has to hear of it. Indices of trackers count: words are told by them.</summary>
    public required bool IsVrrpChanged { get; init; }

    /// <summary>Whether requests go another way.</summary>
    public bool AreRoutesChanged => Any(Routes) || Any(Clusters);

    /// <summary>What <c>Track</c> newly follows.</summary>
    public ImmutableArray<string> NewTrackers =>
        [.. Trackers.Where(change => change.Kind == ChangeKind.Added).Select(change => change.Name)];

    /// <summary>Whether the configurations say the same.</summary>
    public bool IsEmpty =>
        !IsVrrpChanged && Settings.IsEmpty && NeedsRestart.IsEmpty
        && new[] { Trackers, HealthChecks, Notify, Listeners, CertificateFolders, Routes, Clusters }
            .All(list => !Any(list));

    /// <summary>Why a running gateway cannot take it up, as a sentence; null when it can.</summary>
    public string? Refusal => NeedsRestart.IsEmpty
        ? null
        : $"{string.Join(" and ", NeedsRestart)} changed, which needs a restart; nothing was changed.";

    /// <summary>Compares two valid configurations.</summary>
    /// <param name="old">What runs.</param>
    /// <param name="next">What is to run.</param>
    public static ConfigurationChanges Between(GatewayConfig old, GatewayConfig next)
    {
        var vrrp = ConfigDiff.Between(old.Vrrp, next.Vrrp);
        return new()
        {
            Vrrp = vrrp,
            IsVrrpChanged = !vrrp.IsEmpty || !old.Vrrp.Trackers.SequenceEqual(next.Vrrp.Trackers),
            Trackers = NamedChange.Between(old.Vrrp.Trackers, next.Vrrp.Trackers),
            HealthChecks = NamedChange.Between(
                old.HealthChecks, next.HealthChecks, check => check.Name, (a, b) => a.IsSame(b)),
            Notify = NamedChange.Between(old.Notify, next.Notify, action => action.Name, (a, b) => a.IsSame(b)),
            Listeners = NamedChange.Between(NamesOf(old.Listeners), NamesOf(next.Listeners)),
            CertificateFolders = NamedChange.Between(old.CertificateFolders, next.CertificateFolders),
            Routes = NamedChange.Between(old.Routes, next.Routes, route => route.RouteId, (a, b) => a == b),
            Clusters = NamedChange.Between(
                old.Clusters, next.Clusters, cluster => cluster.ClusterId, (a, b) => a == b),
            Settings = [.. Differing(old, next, TakenUp)],
            NeedsRestart = [.. Differing(old, next, TakenUpByRestart)],
        };
    }

    private static bool Any(ImmutableArray<NamedChange> list) =>
        list.Any(change => change.Kind != ChangeKind.Unchanged);

    private static IEnumerable<string> Differing(
        GatewayConfig old, GatewayConfig next, (string Name, Func<GatewayConfig, object?> Value)[] settings) =>
        settings.Where(setting => !Equals(setting.Value(old), setting.Value(next))).Select(setting => setting.Name);

    private static ImmutableArray<string> NamesOf(ImmutableArray<ListenEndpoint> listeners) =>
        [.. listeners.Select(listener => $"{listener.Scheme} {listener.EndPoint}")];
}
