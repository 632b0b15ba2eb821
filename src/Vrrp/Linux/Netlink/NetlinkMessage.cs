namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>One message of a datagram, a view of the receive buffer.</summary>
/// <param name="type">RTM_* or NLMSG_*.</param>
/// <param name="flags">NLM_F_*.</param>
/// <param name="sequence">The number of the request that it answers; 0 for a notification.</param>
/// <param name="payload">What follows the header.</param>
internal readonly ref struct NetlinkMessage(ushort type, ushort flags, uint sequence, ReadOnlySpan<byte> payload)
{
    /// <summary>RTM_* or NLMSG_*.</summary>
    public ushort Type { get; } = type;

    /// <summary>NLM_F_*.</summary>
    public ushort Flags { get; } = flags;

    /// <summary>The number of the request that it answers; 0 for a notification.</summary>
    public uint Sequence { get; } = sequence;

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;
}
