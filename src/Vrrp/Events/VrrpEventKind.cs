namespace Gateway.Vrrp.Events;

/// <summary>What a <see cref="VrrpEvent"/> tells.</summary>
public enum VrrpEventKind : byte
{
    /// <summary>A virtual router went from one state to another. The kernel has already acked its addresses.</summary>
    StateChanged,

    /// <summary>The effective priority changed: see <see cref="VrrpEvent.Priority"/>.</summary>
    PriorityChanged,

    /// <summary>A tracker changed its word: see <see cref="VrrpEvent.Tracker"/> and
    /// <see cref="VrrpEvent.Demotion"/>.</summary>
    TrackerChanged,

    /// <summary>A fault joined the set of a virtual router.</summary>
    FaultRaised,

    /// <summary>A fault left the set of a virtual router.</summary>
    FaultCleared,

    /// <summary>Somebody else removed a virtual address while this router was Master; it is back.</summary>
    AddressRestored,

    /// <summary>Somebody else put a virtual address on our interface; it was removed.</summary>
    ForeignAddressRemoved,

    /// <summary>Another machine, <see cref="VrrpEvent.Claimant"/>, says that it has a virtual address, though no Master
    /// was ever heard, or though this router is Master.</summary>
    AddressClaimed,

    /// <summary>A peer is alive but configured otherwise: see <see cref="VrrpEvent.Detail"/>. What it sends is
    /// discarded for <see cref="VrrpEvent.Drop"/>, or accepted where that is None. Told as
    /// <see cref="AdvertisementsDropped"/>.</summary>
    PeerMismatch,

    /// <summary>What was told as <see cref="PeerMismatch"/> of <see cref="VrrpEvent.Peer"/> is over: it agrees, or has
    /// been silent for its own patience and ours. Which, <see cref="VrrpEvent.Detail"/> says.</summary>
    PeerMismatchOver,

    /// <summary>Good advertisements of <see cref="VrrpEvent.Peer"/> reach the interface, but a firewall of this machine
    /// drops them.</summary>
    FirewallSuspected,

    /// <summary>While Master this router goes on hearing another Master of a lower rank: <see cref="VrrpEvent.Peer"/>
    /// does not hear us.</summary>
    RivalHeard,

    /// <summary>A virtual address, or an interface with the name <see cref="VrrpEvent.Detail"/>, that an earlier
    /// process left behind was removed before the first advertisement.</summary>
    LeftoverRemoved,

    /// <summary>Advertisements are being discarded, for <see cref="VrrpEvent.Drop"/>. Told when it begins, then at most
    /// once a minute with the count since.</summary>
    AdvertisementsDropped,

    /// <summary>A call to the kernel failed: see <see cref="VrrpEvent.Detail"/>. The engine goes on.</summary>
    KernelRefused,

    /// <summary>Inputs are not recorded any more, for <see cref="VrrpEvent.Detail"/>. The engine goes on.</summary>
    RecorderEnded,

    /// <summary>The engine woke up <see cref="VrrpEvent.Late"/> late. A Master of this virtual router, which grants the
    /// least, loses its addresses from <see cref="VrrpEvent.Limit"/> on, for <see cref="VrrpEvent.Detail"/>.</summary>
    LoopLate,

    /// <summary>The engine thread itself failed and has ended; the kernel takes the addresses back when their lease
    /// ends.</summary>
    EngineFailed,
}
