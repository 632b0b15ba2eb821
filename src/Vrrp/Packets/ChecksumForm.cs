namespace Gateway.Vrrp.Packets;

/// <summary>What the checksum of a VRRPv3 advertisement over IPv4 covers. RFC 9568 section 5.2.8 says the message
/// alone; keepalived and FRR read RFC 5798 otherwise. Both are accepted.</summary>
public enum ChecksumForm : byte
{
    /// <summary>The pseudo-header and the message, as keepalived and FRR send and require it.</summary>
    PseudoHeader,

    /// <summary>The message alone, as RFC 9568 has it.</summary>
    MessageOnly,
}
