namespace Gateway.Vrrp.Core;

/// <summary>What can happen to a virtual router.</summary>
public enum VrrpInputKind : byte
{
    /// <summary>A deadline may have come.</summary>
    Tick,

    /// <summary>Begin (RFC 9568 Startup event).</summary>
    Startup,

    /// <summary>Begin as Master, whose addresses are still there.</summary>
    Adopt,

    /// <summary>End in good order (RFC 9568 Shutdown event).</summary>
    Shutdown,

    /// <summary>End, and leave the addresses to the next process of this machine.</summary>
    Keep,

    /// <summary>A valid advertisement of another router was received.</summary>
    Advertisement,

    /// <summary>The effective priority changed.</summary>
    Priority,

    /// <summary>The address that our advertisements come from is known, or changed.</summary>
    SourceAddress,

    /// <summary>That address is gone. It may be back in a moment.</summary>
    SourceLost,

    /// <summary>Something keeps this router from being Master.</summary>
    FaultRaised,

    /// <summary>One of the things that kept it is over.</summary>
    FaultCleared,

    /// <summary>The kernel says that a virtual address is gone.</summary>
    AddressLost,

    /// <summary>Another machine says that it has one of the virtual addresses.</summary>
    AddressClaimed,

    /// <summary>Give the addresses to a peer, without a moment in which nobody has them.</summary>
    Drain,

    /// <summary>The same, and end: what nobody takes over is nowhere then.</summary>
    Leave,

    /// <summary>The drain is called off.</summary>
    Undrain,

    /// <summary>The sync group: every member may be Master, so take over.</summary>
    GroupTakeOver,

    /// <summary>The sync group: the others are Master, and this member is new, so join them.</summary>
    GroupJoin,

    /// <summary>The sync group: another member is no longer Master, so resign.</summary>
    GroupResign,

    /// <summary>The sync group: no member that drains can hope to be beaten any more, so advertise priority 0 and
    /// wait.</summary>
    GroupFarewell,

    /// <summary>The sync group: no member that drains has a successor, so go on as the last resort.</summary>
    GroupStay,

    /// <summary>The sync group: every member that drains has its successor or waited long enough, so linger.</summary>
    GroupLinger,

    /// <summary>The sync group: every member that drains has lingered, so let go.</summary>
    GroupRelease,
}
