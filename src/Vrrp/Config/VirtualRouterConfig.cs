using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Config;

/// <summary>One virtual router on this node (RFC 9568 section 6.1).</summary>
public sealed record VirtualRouterConfig
{
    /// <summary>The name of the instance in the file: what logs, metrics and notify actions call it.</summary>
    public required string Name { get; init; }

    /// <summary>The network interface that carries advertisements and addresses. It need not exist yet.</summary>
    public required string Interface { get; init; }

    /// <summary>The virtual router id, 1 to 255, unique on a segment.</summary>
    public required byte VirtualRouterId { get; init; }

    /// <summary>The configured priority of this node. 1 to 254, or 255 for the address owner, which no tracker
    /// lowers.</summary>
    public required byte Priority { get; init; }

    /// <summary>All nodes that may be its Master, this one included, in the order of the file. The engine does not ask:
    /// it hears them.</summary>
    public ImmutableArray<Contender> Contenders { get; init; } = [];

    /// <summary>The version of its advertisements. 3 by default; 2 is for IPv4 alone.</summary>
    public VrrpVersion Version { get; init; } = VrrpVersion.V3;

    /// <summary>The virtual addresses that are advertised, in the order of the wire: at least one, all of one family.
    /// The first of IPv6 is link-local (RFC 9568 section 5.2.9).</summary>
    public required ImmutableArray<AddressPrefix> Addresses { get; init; }

    /// <summary>What a Master puts on interfaces: the advertised addresses, then those that are not advertised, of any
    /// family. By default the advertised ones, on <see cref="VirtualMacInterface"/> or else
    /// <see cref="Interface"/>.</summary>
    public ImmutableArray<OwnedAddress> Owned
    {
        get => field.IsDefault ? [.. Addresses.Select(Own)] : field;
        init;
    }

    /// <summary>The other nodes, which advertisements are sent to and accepted from one by one. Empty: multicast, the
    /// group of RFC 9568 section 5.1.</summary>
    public ImmutableArray<IpAddr> Peers { get; init; } = [];

    /// <summary>This node's own address on the interface, when the file names one; otherwise the interface's
    /// first.</summary>
    public IpAddr SourceAddress { get; init; }

    /// <summary>Time between advertisements. 10 ms to 40.95 s in steps of 10 ms; 1 s by default.</summary>
    public required Duration AdvertisementInterval { get; init; }

    /// <summary>Whether a higher priority takes the addresses from a lower one that is Master. True by
    /// default.</summary>
    public required bool Preempt { get; init; }

    /// <summary>How long a lower priority must have been heard before it is preempted. 0 by default. A silent Master is
    /// replaced without it.</summary>
    public Duration PreemptDelay { get; init; }

    /// <summary>How long this node must have been well, after a fault or a failed tracker, before it preempts. 0 by
    /// default. A silent Master is replaced without it.</summary>
    public Duration RecoveryHold { get; init; }

    /// <summary>How long after its start this router neither advertises nor takes over. 0 by default.</summary>
    public Duration StartupDelay { get; init; }

    /// <summary>When the addresses are announced while Master.</summary>
    public AnnouncementSchedule Announcements { get; init; } = AnnouncementSchedule.Default;

    /// <summary>How packets prove where they come from; null: not at all.</summary>
    public VrrpAuthentication? Authentication { get; init; }

    /// <summary>The macvlan above <see cref="Interface"/> that has the virtual router MAC address (RFC 9568 section
    /// 7.3), and the addresses of <see cref="Owned"/> that would stand on <see cref="Interface"/>. Null by default:
    /// many hypervisors and wireless networks let no foreign MAC address pass.</summary>
    public string? VirtualMacInterface { get; init; }

    /// <summary>Whether there is such a macvlan.</summary>
    public bool UseVirtualMac => VirtualMacInterface is not null;

    /// <summary>The trackers this instance follows.</summary>
    public required ImmutableArray<TrackedWeight> Track { get; init; }

    /// <summary>Whether a Backup that never heard a Master asks the segment for the addresses before it takes over,
    /// which costs 200 ms once. True by default.</summary>
    public bool ProbeBeforeFirstTakeover { get; init; } = true;

    /// <summary>Whether any other router could take over. False on a node that is alone in its file.</summary>
    public bool HasPeers { get; init; } = true;

    /// <summary>The family of the advertisements.</summary>
    public IpFamily Family => Addresses[0].Address.Family;

    /// <summary>Where advertisements go: to each peer, or to the group.</summary>
    public ImmutableArray<IpAddr> Destinations => Peers.IsEmpty ? [Advertisement.GroupOf(Family)] : Peers;

    /// <summary>What all its advertisements have in common.</summary>
    public AdvertisementTemplate Template => new()
    {
        Version = Version,
        VirtualRouterId = VirtualRouterId,
        Interval = AdvertisementInterval,
        Addresses = Addresses,
        Authentication = Authentication,
    };

    /// <summary>The interfaces to the segments where its addresses are known, each once, <see cref="Interface"/>
    /// first.</summary>
    public ImmutableArray<string> Segments => [.. Owned.Select(SegmentOf).Prepend(Interface).Distinct()];

    /// <summary>The interface to the segment where an address of <see cref="Owned"/> is known: that below the
    /// macvlan.</summary>
    public string SegmentOf(OwnedAddress own) => own.Interface == VirtualMacInterface ? Interface : own.Interface;

    private OwnedAddress Own(AddressPrefix prefix) => new(prefix, VirtualMacInterface ?? Interface);
}
