namespace Gateway.Vrrp.Packets;

/// <summary>What a node says of itself in a neighbor advertisement.</summary>
internal enum NeighborRole : byte
{
    /// <summary>It forwards nothing. Hosts that took it for a router forget their routes through it.</summary>
    Host,

    /// <summary>It forwards packets: the Router flag (RFC 9568 section 6.4.1).</summary>
    Router,
}
