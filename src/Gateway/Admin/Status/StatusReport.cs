using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>What a gateway is and does at one moment: the answer of <c>/api/status</c>. Keys stay; new ones may
/// come.</summary>
/// <param name="Node">Which entry of Nodes it is.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="Started">When the process started.</param>
/// <param name="Now">When this was written.</param>
/// <param name="Configuration">What it runs, and what it was to run.</param>
/// <param name="Drained">Whether an operator has taken it out: it gives its addresses away, and takes none back while a
/// peer has them.</param>
/// <param name="HandedOver">Whether an operator has had it give its addresses away once: it takes them back when the
/// next Master goes.</param>
/// <param name="Instances">The virtual routers, in the order of the configuration.</param>
/// <param name="SyncGroups">Those that move as one.</param>
/// <param name="Checks">The health checks, <c>proxy</c> first.</param>
/// <param name="Clusters">Where requests go.</param>
/// <param name="Certificates">What it proves its names with.</param>
/// <param name="Listeners">Where clients are served.</param>
/// <param name="Plugins">The plugins in its folder, and those in use.</param>
/// <param name="Lateness">How late the VRRP engine woke up.</param>
internal sealed record StatusReport(
    string Node,
    string Version,
    DateTimeOffset Started,
    DateTimeOffset Now,
    ConfigurationReport Configuration,
    bool Drained,
    bool HandedOver,
    ImmutableArray<InstanceReport> Instances,
    ImmutableArray<SyncGroupReport> SyncGroups,
    ImmutableArray<CheckReport> Checks,
    ImmutableArray<ClusterReport> Clusters,
    ImmutableArray<CertificateReport> Certificates,
    ImmutableArray<ListenerReport> Listeners,
    ImmutableArray<PluginReport> Plugins,
    LatenessReport Lateness)
{
    /// <summary>Where connections go that are passed on as they are, in the order of the file.</summary>
    public ImmutableArray<StreamReport> Streams { get => field.IsDefault ? [] : field; init; }

    /// <summary>How much operators have it log.</summary>
    public ImmutableArray<LogLevelReport> LogLevels { get => field.IsDefault ? [] : field; init; }
}
