namespace Gateway.Vrrp.Packets;

/// <summary>The operation of an ARP frame (RFC 826).</summary>
internal enum ArpOperation : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>ares_op$REQUEST.</summary>
    Request = 1,

    /// <summary>ares_op$REPLY.</summary>
    Reply = 2,
}
