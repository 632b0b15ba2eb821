namespace Gateway.Vrrp.Packets;

/// <summary>The rungs of the ladder that every received packet climbs, in order. A packet that fails a rung is counted
/// there, discarded, and never looked at further (RFC 9568 section 7.1, RFC 3768 section 7.1). Up to
/// <see cref="UnknownVirtualRouter"/> it is not clear whom the packet means, but for <see cref="TtlNot255"/> alone:
/// its sender may be a peer.</summary>
public enum DropReason : byte
{
    /// <summary>The packet is good.</summary>
    None,

    /// <summary>Not a whole IP header, a length that the datagram does not have, or a fragment.</summary>
    BadIpHeader,

    /// <summary>The IP protocol is not 112.</summary>
    WrongProtocol,

    /// <summary>The time to live or hop limit is not 255: it crossed a router, or was forged from afar.</summary>
    TtlNot255,

    /// <summary>Shorter than the fixed part of an advertisement, 8 bytes.</summary>
    TooShort,

    /// <summary>CARP of a BSD, which shares the protocol number and the group with VRRP. No mistake of
    /// anybody.</summary>
    Carp,

    /// <summary>The version is neither 3 nor, over IPv4, 2.</summary>
    UnknownVersion,

    /// <summary>The type is not 1, ADVERTISEMENT.</summary>
    WrongType,

    /// <summary>The virtual router id is not configured on the interface.</summary>
    UnknownVirtualRouter,

    /// <summary>A version that exists, but not the one that this virtual router speaks.</summary>
    WrongVersion,

    /// <summary>Shorter than its own address count says, or without the 8 bytes of authentication data that version 2
    /// always has.</summary>
    LengthMismatch,

    /// <summary>The checksum is right in no form that its version and family have.</summary>
    BadChecksum,

    /// <summary>No address in it (RFC 9568 erratum 8299).</summary>
    NoAddresses,

    /// <summary>The advertisement interval is 0 (RFC 9568 erratum 8301).</summary>
    ZeroInterval,

    /// <summary>The first IPv6 address is not link-local (RFC 9568 erratum 8300).</summary>
    FirstAddressNotLinkLocal,

    /// <summary>The sender claims our own address.</summary>
    OwnAddress,

    /// <summary>Multicast although this virtual router has peers, or unicast although it has none.</summary>
    WrongDestination,

    /// <summary>Unicast from somebody who is not in the list of peers.</summary>
    NotAPeer,

    /// <summary>Multicast from an address that is in no network of the interface.</summary>
    SourceNotOnLink,

    /// <summary>The authentication type of version 2 is not ours.</summary>
    WrongAuthenticationType,

    /// <summary>The password of version 2 is not ours.</summary>
    WrongPassword,

    /// <summary>The interval of version 2 is not ours; version 3 learns it instead.</summary>
    IntervalMismatch,

    /// <summary>No HMAC trailer, or none of a known form, although one is required.</summary>
    HmacMissing,

    /// <summary>Signed with a key id that is not configured here.</summary>
    HmacUnknownKey,

    /// <summary>The HMAC is wrong: other secrets under one key id, or a forgery.</summary>
    HmacWrong,

    /// <summary>The signed time stamp is too far from our clock.</summary>
    HmacOutsideWindow,

    /// <summary>The signed time stamp is not later than the sender's last: a packet that was recorded and sent
    /// again.</summary>
    HmacReplayed,
}
