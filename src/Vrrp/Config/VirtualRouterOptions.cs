namespace Gateway.Vrrp.Config;

/// <summary>One entry of <c>Vrrp:Instances</c> as written.</summary>
public sealed class VirtualRouterOptions
{
    /// <summary>The network interface, for example <c>eth0</c>. Required.</summary>
    public string? Interface { get; set; }

    /// <summary>The virtual router id, 1 to 255. Required.</summary>
    public int? VirtualRouterId { get; set; }

    /// <summary>The virtual addresses with optional prefix length, for example <c>192.168.10.10/24</c>. At least
    /// one.</summary>
    public List<string>? Addresses { get; set; }

    /// <summary>Time between advertisements, 10 ms to 40.95 s in steps of 10 ms. Defaults to <c>1s</c>.</summary>
    public string? AdvertisementInterval { get; set; }

    /// <summary>Whether a higher priority takes over from a lower one that is Master. Defaults to true.</summary>
    public bool? Preempt { get; set; }

    /// <summary>Tracker name to weight, -253 to 253, as in keepalived.</summary>
    public Dictionary<string, int>? Track { get; set; }
}
