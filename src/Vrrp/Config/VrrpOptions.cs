using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Vrrp.Config;

/// <summary>The <c>Vrrp</c> section of the file as written: nothing checked, nothing filled in.</summary>
public sealed class VrrpOptions
{
    /// <summary>Whether a guard process gives the addresses away at once when the gateway dies. Defaults to
    /// true.</summary>
    [DefaultValue(true)]
    public bool? CrashNotice { get; set; }

    /// <summary>Whether a clean stop first waits, some seconds, until a peer has taken the addresses, so that nobody
    /// notices. Defaults to true.</summary>
    [DefaultValue(true)]
    public bool? DrainOnStop { get; set; }

    /// <summary>The virtual routers by name. Defaults to none.</summary>
    [Names(OptionPattern.Name)]
    public Dictionary<string, VirtualRouterOptions>? Instances { get; set; }

    /// <summary>The absolute path of a file that receives every input of the engine, for a replay. Defaults to
    /// none.</summary>
    [RegularExpression(OptionPattern.AbsoluteFile)]
    public string? Recorder { get; set; }

    /// <summary>Group name to the names of its instances, two or more, which move as one. Defaults to
    /// none.</summary>
    [Names(OptionPattern.Name)]
    public Dictionary<string, List<string>>? SyncGroups { get; set; }

    /// <summary>How long after its start the gateway neither advertises nor takes over, 0 to 1000 s. Defaults to
    /// <c>0s</c>.</summary>
    [DefaultValue("0s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? StartupDelay { get; set; }
}
