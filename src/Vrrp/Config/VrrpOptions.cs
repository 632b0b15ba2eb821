namespace Gateway.Vrrp.Config;

/// <summary>The <c>Vrrp</c> section of the file as written: nothing checked, nothing filled in.</summary>
public sealed class VrrpOptions
{
    /// <summary>The virtual routers by name.</summary>
    public Dictionary<string, VirtualRouterOptions>? Instances { get; set; }
}
