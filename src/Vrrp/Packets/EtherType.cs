namespace Gateway.Vrrp.Packets;

/// <summary>What an Ethernet frame carries.</summary>
internal enum EtherType : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>ARP (RFC 826).</summary>
    Arp = 0x0806,

    /// <summary>IPv6 (RFC 2464).</summary>
    IPv6 = 0x86DD,
}
