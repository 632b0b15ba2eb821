namespace Gateway.Vrrp.Packets;

/// <summary>The ICMPv6 types of neighbor discovery that are used here (RFC 4861).</summary>
internal enum NeighborMessageType : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Neighbor Solicitation.</summary>
    Solicitation = 135,

    /// <summary>Neighbor Advertisement.</summary>
    Advertisement = 136,
}
