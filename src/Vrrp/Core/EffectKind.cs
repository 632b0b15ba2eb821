namespace Gateway.Vrrp.Core;

/// <summary>What the state machine wants done.</summary>
public enum EffectKind : byte
{
    /// <summary>Put the virtual addresses on the interface, leased, and wait for the kernel's ack. If the kernel
    /// refuses, the rest of the buffer is void.</summary>
    AddAddresses,

    /// <summary>Renew the lease of the virtual addresses, if it is time.</summary>
    RenewAddresses,

    /// <summary>Take the virtual addresses off the interface and wait for the ack.</summary>
    RemoveAddresses,

    /// <summary>Send one advertisement with <see cref="Effect.Priority"/>.</summary>
    SendAdvertisement,

    /// <summary>Tell the segment where the addresses live: gratuitous ARP, unsolicited neighbor
    /// advertisement.</summary>
    Announce,

    /// <summary>Tell observers of a transition: <see cref="Effect.Transition"/>.</summary>
    ReportTransition,

    /// <summary>Tell observers that lost addresses are back.</summary>
    ReportAddressesRestored,

    /// <summary>Ask the segment whether another machine has one of the virtual addresses; an answer comes back as
    /// <see cref="VrrpInput.AddressClaimed"/>. This machine does not have them.</summary>
    ProbeAddresses,

    /// <summary>Tell observers that another machine claims a virtual address for the <see cref="Effect.Count"/>th time.
    /// This router listens again, or takes over all the same when
    /// <see cref="VrrpStateMachine.ClaimsRespected"/> is exceeded.</summary>
    ReportClaimed,
}
