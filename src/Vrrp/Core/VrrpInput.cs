namespace Gateway.Vrrp.Core;

/// <summary>One thing that happened, as a value. Which members have a meaning depends on <see cref="Kind"/>.</summary>
public readonly record struct VrrpInput
{
    /// <summary>What happened.</summary>
    public VrrpInputKind Kind { get; private init; }

    /// <summary>The advertised priority (0 to 255), or our new effective one (1 to 255).</summary>
    public byte Priority { get; private init; }

    /// <summary>The Max Advertise Interval of the advertisement.</summary>
    public Duration Interval { get; private init; }

    /// <summary>The sender of the advertisement, or our own address.</summary>
    public IpAddr Source { get; private init; }

    /// <summary>The fault that came or went.</summary>
    public Fault Fault { get; private init; }

    /// <summary>Time has passed.</summary>
    public static VrrpInput Tick => default;

    /// <summary>Begin.</summary>
    public static VrrpInput Startup => new() { Kind = VrrpInputKind.Startup };

    /// <summary>Begin as Master: an earlier process of this machine was, so lately that no Backup can have taken over,
    /// and left its addresses. If this router may not be Master it removes them and begins as always.</summary>
    public static VrrpInput Adopt => new() { Kind = VrrpInputKind.Adopt };

    /// <summary>End in good order.</summary>
    public static VrrpInput Shutdown => new() { Kind = VrrpInputKind.Shutdown };

    /// <summary>End, and leave the addresses of a Master with a whole lease to the next process of this machine. Who is
    /// not Master, or drains, ends in good order.</summary>
    public static VrrpInput Keep => new() { Kind = VrrpInputKind.Keep };

    /// <summary>A virtual address is gone although nobody here removed it.</summary>
    public static VrrpInput AddressLost => new() { Kind = VrrpInputKind.AddressLost };

    /// <summary>The address that our advertisements come from is gone, perhaps for a moment only. A Master goes on, a
    /// Backup takes over when it is back.</summary>
    public static VrrpInput SourceLost => new() { Kind = VrrpInputKind.SourceLost };

    /// <summary>Another machine answered for a virtual address: to a probe, or unasked.</summary>
    public static VrrpInput AddressClaimed => new() { Kind = VrrpInputKind.AddressClaimed };

    /// <summary>Give the addresses to a peer and stay the last resort: a Master whom nobody relieves keeps them. A
    /// second one changes nothing, but that such a Master tries again.</summary>
    public static VrrpInput Drain => new() { Kind = VrrpInputKind.Drain };

    /// <summary>Give the addresses to a peer and end: a Master whom nobody relieves lets go of them.</summary>
    public static VrrpInput Leave => new() { Kind = VrrpInputKind.Leave };

    /// <summary>The drain is called off.</summary>
    public static VrrpInput Undrain => new() { Kind = VrrpInputKind.Undrain };

    /// <summary>A valid advertisement arrived.</summary>
    public static VrrpInput Advertisement(byte priority, Duration interval, IpAddr source) =>
        new() { Kind = VrrpInputKind.Advertisement, Priority = priority, Interval = interval, Source = source };

    /// <summary>The effective priority is another now, 1 to 255.</summary>
    public static VrrpInput PriorityChanged(byte priority) =>
        new() { Kind = VrrpInputKind.Priority, Priority = priority };

    /// <summary>Our advertisements come from this address.</summary>
    public static VrrpInput SourceAddress(IpAddr source) =>
        new() { Kind = VrrpInputKind.SourceAddress, Source = source };

    /// <summary>A fault came.</summary>
    public static VrrpInput FaultRaised(Fault fault) => new() { Kind = VrrpInputKind.FaultRaised, Fault = fault };

    /// <summary>A fault went.</summary>
    public static VrrpInput FaultCleared(Fault fault) => new() { Kind = VrrpInputKind.FaultCleared, Fault = fault };

    /// <summary>A word of the <see cref="SyncGroup"/> that has no members but its kind.</summary>
    internal static VrrpInput OfGroup(VrrpInputKind kind) => new() { Kind = kind };
}
