namespace Gateway.Vrrp.Packets;

/// <summary>The rungs of the ladder that every received packet climbs, in order. A packet that fails a rung is counted
/// there, discarded, and never looked at further (RFC 9568 section 7.1).</summary>
public enum DropReason : byte
{
    /// <summary>The packet is good.</summary>
    None,

    /// <summary>Not a whole IPv4 header, or a length that the datagram does not have.</summary>
    BadIpHeader,

    /// <summary>The IP protocol is not 112.</summary>
    WrongProtocol,

    /// <summary>The time to live is not 255: it crossed a router, or was forged from afar.</summary>
    TtlNot255,

    /// <summary>Shorter than the fixed part of an advertisement, 8 bytes.</summary>
    TooShort,

    /// <summary>The version is not 3.</summary>
    WrongVersion,

    /// <summary>The type is not 1, ADVERTISEMENT.</summary>
    WrongType,

    /// <summary>The virtual router id is not configured on the interface.</summary>
    UnknownVirtualRouter,

    /// <summary>Shorter than its own address count says.</summary>
    LengthMismatch,

    /// <summary>The checksum is right neither with the pseudo-header nor without it.</summary>
    BadChecksum,

    /// <summary>No address in it.</summary>
    NoAddresses,

    /// <summary>The advertisement interval is 0 (RFC 9568 erratum 8301).</summary>
    ZeroInterval,

    /// <summary>The sender claims our own address.</summary>
    OwnAddress,
}
