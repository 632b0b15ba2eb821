namespace Gateway.Vrrp.Core;

/// <summary>Why a virtual router changed its state. Every transition has one.</summary>
public enum TransitionReason : byte
{
    /// <summary>No transition.</summary>
    None,

    /// <summary>The engine started this instance.</summary>
    Startup,

    /// <summary>Started with priority 255: the address owner is Master at once (RFC 9568 section 6.4.1).</summary>
    AddressOwner,

    /// <summary>No advertisement for the master-down interval: the Master died, or there never was one.</summary>
    MasterSilent,

    /// <summary>The Master sent priority 0: it stopped in good order.</summary>
    MasterResigned,

    /// <summary>The Master has a lower priority than we have, and Preempt is on.</summary>
    LowerPriorityPreempted,

    /// <summary>As Master we heard a higher priority.</summary>
    HigherPriorityHeard,

    /// <summary>As Master we heard our own priority from a higher address.</summary>
    HigherAddressHeard,

    /// <summary>As Master we woke up so late that another router may have taken over: step down and listen
    /// first.</summary>
    WokeTooLate,

    /// <summary>The set of faults is not empty.</summary>
    FaultRaised,

    /// <summary>The last fault is gone.</summary>
    FaultCleared,

    /// <summary>The engine stops this instance.</summary>
    Shutdown,

    /// <summary>The addresses were given away on request: a better router was heard, or nobody came in time.</summary>
    Drained,

    /// <summary>Another member of the sync group is no longer Master; or all others are, and this one is
    /// new.</summary>
    SyncGroup,

    /// <summary>Started as Master: an earlier process of this machine was, and its addresses were still
    /// there.</summary>
    Adopted,

    /// <summary>The engine stops this instance and leaves its addresses to the next process of this machine.</summary>
    Kept,
}
