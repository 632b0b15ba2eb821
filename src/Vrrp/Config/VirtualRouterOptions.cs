using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Gateway.Vrrp.Config;

/// <summary>One entry of <c>Vrrp:Instances</c> as written.</summary>
public sealed class VirtualRouterOptions
{
    /// <summary>The network interface, for example <c>eth0</c>. Required.</summary>
    [Required]
    [RegularExpression(OptionPattern.Interface)]
    public string? Interface { get; set; }

    /// <summary>The virtual router id, 1 to 255. Required.</summary>
    [Required]
    [Range(1, 255)]
    public int? VirtualRouterId { get; set; }

    /// <summary>The version of the protocol, 2 or 3. Defaults to 3.</summary>
    [DefaultValue(3)]
    [AllowedValues(2, 3)]
    public int? Version { get; set; }

    /// <summary>The virtual addresses, each with the prefix length that it stands on the interface with (the whole
    /// address without), and with another interface if need be: <c>192.168.10.10/24</c>, <c>10.0.0.10 dev eth1</c>. At
    /// least one, all of one family; IPv6 begins with a link-local one, made from the id unless it is listed.
    /// Required.</summary>
    [Required]
    [RegularExpression(OptionPattern.OwnedAddress)]
    public List<string>? Addresses { get; set; }

    /// <summary>Addresses of any family that come and go with the others but are not advertised, written alike.
    /// Defaults to none.</summary>
    [RegularExpression(OptionPattern.OwnedAddress)]
    public List<string>? ExcludedAddresses { get; set; }

    /// <summary>Node name to the node's priority in this virtual router, 1 to 254, or 255 for the address owner: so
    /// that each machine can be Master of some addresses. Defaults to <c>Nodes:NAME:Priority</c> for every node that is
    /// not named.</summary>
    [Names(OptionPattern.Name)]
    [Range(1, 255)]
    public Dictionary<string, int>? Priorities { get; set; }

    /// <summary>Who advertisements go to. Defaults to unicast where the file has what that takes, otherwise
    /// multicast.</summary>
    public PeersOptions? Peers { get; set; }

    /// <summary>Time between advertisements, 10 ms to 40.95 s in steps of 10 ms; with version 2 whole seconds, 1 to
    /// 255. Defaults to <c>1s</c>.</summary>
    [DefaultValue("1s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? AdvertisementInterval { get; set; }

    /// <summary>Whether a higher priority takes over from a lower one that is Master: true, false, or how long it must
    /// have heard the lower one before it does, 0 to 1000 s. Defaults to true.</summary>
    [DefaultValue(true)]
    public PreemptOptions? Preempt { get; set; }

    /// <summary>How long this node must have been well after a failure before it preempts, 0 to 1000 s. Defaults to
    /// <c>0s</c>.</summary>
    [DefaultValue("0s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? RecoveryHold { get; set; }

    /// <summary>How packets prove where they come from. Defaults to not at all.</summary>
    public AuthenticationOptions? Authentication { get; set; }

    /// <summary>The pause before the second burst of announcements, 0 (none) to 1 h. With it or
    /// <see cref="GarpMasterRepeat"/> there are two bursts, as in keepalived; 5 s then unless it is said.</summary>
    [RegularExpression(OptionPattern.Duration)]
    public string? GarpMasterDelay { get; set; }

    /// <summary>Announcements of each address in a burst, 1 to 20. 5 with <see cref="GarpMasterDelay"/> unless it is
    /// said.</summary>
    [Range(1, 20)]
    public int? GarpMasterRepeat { get; set; }

    /// <summary>The period of further announcements, 1 s to 24 h, or 0 for none. Defaults to <c>60s</c>.</summary>
    [DefaultValue("60s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? GarpMasterRefresh { get; set; }

    /// <summary>Announcements of each address at a time then, 1 to 20. Defaults to 1.</summary>
    [DefaultValue(1)]
    [Range(1, 20)]
    public int? GarpMasterRefreshRepeat { get; set; }

    /// <summary>The pause behind the first announcement of a Master that hears a lower priority, up to 1 h; it doubles
    /// up to 10 s while that goes on; 0 for no such announcements. Defaults to <c>1s</c>.</summary>
    [DefaultValue("1s")]
    [RegularExpression(OptionPattern.Duration)]
    public string? GarpLowerPrioDelay { get; set; }

    /// <summary>Whether the addresses live on the virtual router MAC address (RFC 9568 section 7.3), which moves with
    /// them: on a macvlan above the interface, named vrrp4.51 or vrrp6.51 for the id 51. Defaults to false.</summary>
    [DefaultValue(false)]
    public bool? UseVmac { get; set; }

    /// <summary>Tracker to weight, -253 to 253: negative is added while the tracker fails, positive while it is well, 0
    /// is Fault while it fails. A tracker is <c>proxy</c>, a name of <c>HealthChecks</c>, <c>cluster:ID</c>,
    /// <c>interface:eth1</c> or <c>file:/path</c>. Defaults to none.</summary>
    [Range(-253, 253)]
    [Names(OptionPattern.Tracker)]
    public Dictionary<string, int>? Track { get; set; }
}
