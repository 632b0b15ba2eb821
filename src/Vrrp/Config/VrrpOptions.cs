namespace Gateway.Vrrp.Config;

/// <summary>The <c>Vrrp</c> section of the file as written: nothing checked, nothing filled in.</summary>
public sealed class VrrpOptions
{
    /// <summary>Whether a guard process gives the addresses away at once when the gateway dies. Defaults to
    /// true.</summary>
    public bool? CrashNotice { get; set; }

    /// <summary>The virtual routers by name.</summary>
    public Dictionary<string, VirtualRouterOptions>? Instances { get; set; }
}
