namespace Gateway.Vrrp.Core;

/// <summary>What can keep a virtual router from being Master.</summary>
public enum FaultKind : byte
{
    /// <summary>The interface does not exist.</summary>
    InterfaceAbsent,

    /// <summary>The interface is administratively down.</summary>
    InterfaceDown,

    /// <summary>The interface has no carrier.</summary>
    CarrierLost,

    /// <summary>The interface has no usable address to send advertisements from.</summary>
    SourceAddressMissing,

    /// <summary>A tracker with weight 0 fails. The subject is the tracker's index.</summary>
    TrackerDown,

    /// <summary>The kernel refused a virtual address.</summary>
    AddressRefused,

    /// <summary>The state machine found itself in a state that cannot be: a bug, contained.</summary>
    InvariantBroken,

    /// <summary>Another member of the sync group has a fault of its own. The subject is its index in the
    /// group.</summary>
    GroupMemberDown,
}
