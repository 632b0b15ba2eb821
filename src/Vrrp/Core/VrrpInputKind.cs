namespace Gateway.Vrrp.Core;

/// <summary>What can happen to a virtual router.</summary>
public enum VrrpInputKind : byte
{
    /// <summary>A deadline may have come.</summary>
    Tick,

    /// <summary>Begin (RFC 9568 Startup event).</summary>
    Startup,

    /// <summary>End in good order (RFC 9568 Shutdown event).</summary>
    Shutdown,

    /// <summary>A valid advertisement of another router was received.</summary>
    Advertisement,

    /// <summary>The effective priority changed.</summary>
    Priority,

    /// <summary>The address that our advertisements come from is known, or changed.</summary>
    SourceAddress,

    /// <summary>Something keeps this router from being Master.</summary>
    FaultRaised,

    /// <summary>One of the things that kept it is over.</summary>
    FaultCleared,

    /// <summary>The kernel says that a virtual address is gone.</summary>
    AddressLost,
}
