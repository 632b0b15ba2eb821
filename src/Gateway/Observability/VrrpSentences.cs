using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Observability;

/// <summary>What the engine's words mean, for people.</summary>
internal static class VrrpSentences
{
    /// <summary>Why a virtual router changed its state.</summary>
    /// <param name="transition">The change.</param>
    /// <param name="config">The virtual routers, by which its faults are named.</param>
    /// <param name="purpose">What a drain was for.</param>
    public static string Why(in VrrpEvent transition, VrrpConfig config, DrainPurpose purpose) =>
        transition.Reason switch
        {
            TransitionReason.FaultRaised => CannotServe(transition.Faults, config, transition.VirtualRouter),
            TransitionReason.Drained => (purpose.IsHandover ? "its addresses were handed over" : "it was drained")
                + (transition.Peer.Family == IpFamily.None ? "" : $", and {transition.Peer} took over"),
            _ => Why(transition),
        };

    /// <summary>That a virtual router cannot serve, and all that keeps it from it.</summary>
    /// <param name="faults">What keeps it; empty or default when that is not known.</param>
    /// <param name="config">The virtual routers.</param>
    /// <param name="router">The name of the virtual router.</param>
    public static string CannotServe(ImmutableArray<Fault> faults, VrrpConfig config, string? router) =>
        faults.IsDefaultOrEmpty
            ? "it cannot serve"
            : $"it cannot serve: {string.Join(", and ", faults.Select(fault => What(fault, config, router)))}";

    private static string Why(in VrrpEvent transition) => transition.Reason switch
    {
        TransitionReason.Startup => "the instance starts",
        TransitionReason.AddressOwner => "it is the address owner, priority 255",
        TransitionReason.MasterSilent when transition.Peer.Family == IpFamily.None => "no Master was heard",
        TransitionReason.MasterSilent => $"the Master {transition.Peer} fell silent",
        TransitionReason.MasterResigned => $"the Master {transition.Peer} resigned",
        TransitionReason.LowerPriorityPreempted =>
            $"the Master {transition.Peer} has only priority {transition.PeerPriority}",
        TransitionReason.HigherPriorityHeard => $"{transition.Peer} has the higher priority {transition.PeerPriority}",
        TransitionReason.HigherAddressHeard =>
            $"{transition.Peer} has the same priority {transition.PeerPriority} and the higher address",
        TransitionReason.WokeTooLate =>
            "this process was stopped for so long that another node may have taken over",
        TransitionReason.FaultCleared => "the last fault is over",
        TransitionReason.Shutdown => "the instance stops",
        TransitionReason.SyncGroup when transition.To == VrrpState.Master =>
            "the other members of its sync group are Master",
        TransitionReason.SyncGroup => "another member of its sync group is no longer Master",
        TransitionReason.Adopted => "this machine was Master when its last process ended, moments ago",
        TransitionReason.Kept => "the gateway stops, and leaves its addresses to the next one on this machine",
        _ => "unknown reason",
    };

    /// <summary>What a virtual router does from now on.</summary>
    public static string Next(in VrrpEvent transition, string addresses) => transition.To switch
    {
        VrrpState.Master => $"It owns {addresses}.",
        VrrpState.Backup => $"It listens, and takes over after {transition.MasterDownInterval} of silence.",
        VrrpState.Fault => "It owns nothing and sends nothing until every fault is over.",
        _ when transition.Reason == TransitionReason.Kept =>
            $"The kernel removes {addresses} unless a gateway starts here within moments.",
        _ => "It owns nothing.",
    };

    /// <summary>What a tracker says.</summary>
    public static string Word(Demotion word) => word switch
    {
        { Percent: 0 } => "succeeds",
        { IsFull: true } => "fails",
        _ => $"succeeds, but {word.Percent} % ill",
    };

    /// <summary>What is wrong.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="config">The virtual routers, their groups and trackers.</param>
    /// <param name="router">The name of the virtual router that has it; one that is gone from the configuration is told
    /// in general words.</param>
    public static string What(Fault fault, VrrpConfig config, string? router)
    {
        var own = config.VirtualRouters.FirstOrDefault(one => one.Name == router);
        var (link, source) = (own?.Interface ?? "its interface", own?.SourceAddress ?? default);
        return fault.Kind switch
        {
            FaultKind.InterfaceAbsent => $"there is no interface {own?.Interface}".TrimEnd(),
            FaultKind.InterfaceDown => $"{link} is down",
            FaultKind.CarrierLost => $"{link} has no carrier",
            FaultKind.SourceAddressMissing when source != default =>
                $"{link} does not have {source}, which advertisements must come from, or may not use it yet",
            FaultKind.SourceAddressMissing => $"{link} has no address to advertise from",
            FaultKind.AddressRefused => $"the kernel refused a virtual address on {link}",
            FaultKind.GroupMemberDown =>
                $"{MemberOf(config, own, fault.Subject) ?? "another member"} of its sync group cannot serve",
            FaultKind.InvariantBroken => "its state contradicts itself; this is a bug, and a restart ends it",
            _ => $"{config.Trackers.ElementAtOrDefault(fault.Subject) ?? "a health check"} fails, which has weight 0",
        };
    }

    /// <summary>What a difference between two nodes leads to, and its cure.</summary>
    public static string Consequence(DropReason drop) => drop == DropReason.None
        ? "Where a change has reached one machine alone, give the other one the file, too: gateway reload. Addresses "
            + "and AdvertisementInterval must be the same on all nodes."
        : $"What it sends is discarded, so both may be Master: {Why(drop)}.";

    /// <summary>What speaks for two owners of one address; null for everything else, and for a peer that differs but is
    /// heard all the same.</summary>
    public static string? SplitBrain(in VrrpEvent sign) => sign.Kind switch
    {
        VrrpEventKind.RivalHeard =>
            $"{sign.Peer} is Master, too, with the lower priority {sign.PeerPriority}, and does not yield",
        VrrpEventKind.PeerMismatch when sign.Drop != DropReason.None =>
            $"the peer {sign.Peer} is alive, but {sign.Detail}: what it sends is discarded",
        VrrpEventKind.FirewallSuspected =>
            $"advertisements of {sign.Peer} reach the interface, but a firewall of this machine drops them",
        VrrpEventKind.AddressClaimed when sign.To == VrrpState.Master =>
            $"the machine {sign.Claimant} says that it has {sign.Address.Address}, too",
        VrrpEventKind.AddressClaimed =>
            $"no Master was heard, but the machine {sign.Claimant} has a virtual address",
        _ => null,
    };

    /// <summary>Why advertisements are discarded, with what to look at.</summary>
    public static string Why(DropReason drop) => drop switch
    {
        DropReason.BadIpHeader => "not a whole IP packet",
        DropReason.WrongProtocol => "not protocol 112",
        DropReason.TtlNot255 =>
            "they crossed a router, or are sent with another TTL than 255: put all nodes on one segment, set the TTL "
            + "of the peer to 255 (unicast_ttl in keepalived), or look for a forger",
        DropReason.TooShort => "shorter than 8 bytes",
        DropReason.Carp => "CARP, not VRRP: other machines share this segment, nothing to do",
        DropReason.UnknownVersion => "of a VRRP version that does not exist here: look at who sends them",
        DropReason.WrongType => "not an advertisement",
        DropReason.UnknownVirtualRouter => "no virtual router here has their id: others share this segment",
        DropReason.WrongVersion => "of another VRRP version: set the same version on all nodes",
        DropReason.LengthMismatch => "shorter than their address count says",
        DropReason.BadChecksum => "their checksum is wrong",
        DropReason.NoAddresses => "they carry no address",
        DropReason.ZeroInterval => "their interval is 0",
        DropReason.FirstAddressNotLinkLocal =>
            "their first IPv6 address is not link-local: list a link-local address first on the peer",
        DropReason.OwnAddress => "somebody else sends from our own address",
        DropReason.WrongDestination =>
            "unicast where multicast is expected, or the reverse: set peers on all nodes or on none",
        DropReason.NotAPeer => "their sender is not in the list of peers: add it there, or stop it",
        DropReason.SourceNotOnLink =>
            "their sender is in no network of the interface: give both nodes addresses of one network",
        DropReason.WrongAuthenticationType =>
            "with a password where none is expected, or without: set the same authentication on all nodes",
        DropReason.WrongPassword => "their password is another: set the same on all nodes",
        DropReason.IntervalMismatch =>
            "their interval is another, and version 2 learns none: set the same on all nodes",
        DropReason.HmacMissing =>
            "not signed: set the same HMAC keys on the peer, or the mode Permissive here meanwhile",
        DropReason.HmacUnknownKey => "signed with an unknown key: add the key to this node",
        DropReason.HmacWrong => "wrongly signed: set the same secret for each key id, or look for a forger",
        DropReason.HmacOutsideWindow => "their time stamp is far from our clock: synchronize the clocks of all nodes",
        DropReason.HmacReplayed => "sent before: somebody repeats recorded packets, or the clock of the peer went back",
        _ => "no reason",
    };

    private static string? MemberOf(VrrpConfig config, VirtualRouterConfig? router, int place)
    {
        var own = router is null ? -1 : config.VirtualRouters.IndexOf(router);
        var members = config.SyncGroups.FirstOrDefault(group => group.Members.Contains(own))?.Members ?? [];
        return place < members.Length ? config.VirtualRouters[members[place]].Name : null;
    }
}
