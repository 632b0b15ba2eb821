using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Configuration.Showing;
using Gateway.Vrrp.Config;

namespace Gateway.Planning;

/// <summary>What changes beside the virtual routers, in words.</summary>
/// <param name="old">What runs.</param>
/// <param name="next">What is to run.</param>
internal sealed class PlannedSections(ConfigurationResult old, ConfigurationResult next)
{
    private const string SitePrefix = "site:";

    /// <summary>The nodes. What a priority means is said where it counts.</summary>
    public IEnumerable<PlanLine> Nodes() =>
        NamedChange.Between(old.Config!.Nodes, next.Config!.Nodes, node => node.Name, IsSame)
            .Where(IsChange)
            .Select(change => new PlanLine(change.Kind, $"node {change.Name}", Values(change, "Nodes", change.Name)));

    /// <summary>Everything else.</summary>
    public IEnumerable<PlanLine> Describe(ConfigurationChanges changes) =>
    [
        .. changes.HealthChecks.Where(IsChange).Select(Check),
        .. changes.Notify.Where(IsChange).Select(change =>
            new PlanLine(change.Kind, $"notify action {change.Name}", Keys(change, "Notify", change.Name))),
        .. changes.Listeners.Where(IsChange).Select(Listener),
        .. changes.CertificateFolders.Where(IsChange).Select(change =>
            new PlanLine(change.Kind, $"certificates of {change.Name}")),
        .. Sites(changes),
        .. changes.Routes.Where(IsChange).Where(change => !IsSite(change)).Select(change =>
            new PlanLine(change.Kind, $"route {change.Name}", Keys(change, "ReverseProxy", "Routes", change.Name))),
        .. changes.Clusters.Where(IsChange).Where(change => !IsSite(change)).Select(change =>
            new PlanLine(change.Kind, $"cluster {change.Name}", Keys(change, "ReverseProxy", "Clusters", change.Name))),
        .. changes.Settings.Select(Setting),
        .. changes.NeedsRestart.Select(what => new PlanLine(ChangeKind.Changed, what, "", "needs a restart")),
    ];

    private static bool IsChange(NamedChange change) => change.Kind != ChangeKind.Unchanged;

    private static bool IsSite(NamedChange change) => change.Name.StartsWith(SitePrefix, StringComparison.Ordinal);

    private static bool IsSame(VrrpNode old, VrrpNode next) =>
        old.Priority == next.Priority && old.Addresses.SequenceEqual(next.Addresses);

    private static PlanLine Listener(NamedChange change) => new(
        change.Kind, $"listener {change.Name}", "", change.Kind == ChangeKind.Added
            ? "opened before anything else changes"
            : "no new connections; those that are there go on");

    private PlanLine Check(NamedChange change) => new(
        change.Kind, $"health check {change.Name}", Keys(change, "HealthChecks", change.Name), change.Kind switch
        {
            ChangeKind.Added => "what tracks it waits for its first result",
            ChangeKind.Changed => "it keeps its word until its first result",
            _ => "",
        });

    // Of a secret only that it changes.
    private PlanLine Setting(string path) => new(
        ChangeKind.Changed, path, SecretNames.Contain(path.Split(':')[^1])
            ? ""
            : Values(new(path, ChangeKind.Changed), path.Split(':')));

    // A site is a route and a cluster under one name.
    private IEnumerable<PlanLine> Sites(ConfigurationChanges changes) => changes.Routes.Concat(changes.Clusters)
        .Where(change => IsSite(change) && IsChange(change))
        .DistinctBy(change => change.Name)
        .Select(change => change with { Name = change.Name[SitePrefix.Length..] })
        .Select(site => new PlanLine(site.Kind, $"site {site.Name}", Values(site, "Sites", site.Name)));

    // Without the values: some of them are nobody's business, and most of them are long.
    private string Keys(NamedChange change, params string[] path) => change.Kind != ChangeKind.Changed
        ? ""
        : string.Join(", ", Differences(path).Select(setting => setting.Path));

    private string Values(NamedChange change, params string[] path) => change.Kind == ChangeKind.Removed
        ? ""
        : string.Join(", ", Differences(path).Select(setting => setting.WithValues));

    private ImmutableArray<SettingChange> Differences(string[] path) =>
        SettingChange.Between(SettingChange.Find(old.Root, path), SettingChange.Find(next.Root, path));
}
