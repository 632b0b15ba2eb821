using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.SockDiagConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>SOCK_DIAG_BY_FAMILY and SOCK_DESTROY: asks for the TCP connections of a local address, and ends one.
/// Allocates nothing.</summary>
internal static class ConnectionMessage
{
    /// <summary>Bytes that <see cref="WriteList"/> takes at most for so many addresses.</summary>
    public const int ListBytes = 80 + (MaxAddresses * 32);

    /// <summary>How many addresses one list may be about.</summary>
    public const int MaxAddresses = 64;

    private const int AnyPort = -1;
    private const int JumpBytes = 4;

    // All but listeners, what is closed, and what only waits for its number to be free again.
    private const uint Connected = (1u << TCP_ESTABLISHED) | (1u << TCP_SYN_SENT) | (1u << TCP_SYN_RECV)
        | (1u << TCP_FIN_WAIT1) | (1u << TCP_FIN_WAIT2) | (1u << TCP_CLOSE_WAIT) | (1u << TCP_LAST_ACK)
        | (1u << TCP_CLOSING) | (1u << TCP_NEW_SYN_RECV);

    /// <summary>Writes the request that lists the connections of one family of sockets.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="sequence">The number that the answer will carry.</param>
    /// <param name="family">AF_*; AF_INET6 with an IPv4 address finds the connections that a dual-stack listener
    /// accepted.</param>
    /// <param name="locals">The local addresses, 1 to <see cref="MaxAddresses"/>.</param>
    public static ReadOnlySpan<byte> WriteList(
        Span<byte> buffer, uint sequence, int family, scoped ReadOnlySpan<IpAddr> locals)
    {
        const int flags = NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_DUMP;
        var request = new NetlinkWriter(buffer, SOCK_DIAG_BY_FAMILY, flags, sequence);
        request.Append(new InetDiagReqV2((byte)family, IPPROTO_TCP, 0, 0, Connected, default));
        // The kernel compares: what does not match is not even told.
        var filter = request.BeginAttribute(INET_DIAG_REQ_BYTECODE);
        var left = -JumpBytes;
        foreach (var local in locals)
        {
            left += ConditionBytes(local) + JumpBytes;
        }

        foreach (var local in locals)
        {
            left -= ConditionBytes(local);
            AppendCondition(ref request, local);
            if (left > 0)
            {
                // The one that matched jumps to the end, which accepts.
                request.Append(new InetDiagBcOp(INET_DIAG_BC_JMP, JumpBytes, (ushort)left));
                left -= JumpBytes;
            }
        }

        request.EndAttribute(filter);
        return request.Finish();
    }

    /// <summary>Reads one connection of the list.</summary>
    /// <returns>False when there is nothing to end.</returns>
    public static bool TryRead(NetlinkMessage message, out InetDiagMsg connection) =>
        MemoryMarshal.TryRead(message.Payload, out connection) && connection.Timer != TIMER_TIME_WAIT;

    /// <summary>Writes the request that ends a connection. Its cookie names this socket and no later one, so that the
    /// request never hits a listener.</summary>
    /// <returns>The bytes written.</returns>
    public static int WriteEnd(Span<byte> buffer, uint sequence, in InetDiagMsg connection)
    {
        var request = new NetlinkWriter(buffer, SOCK_DESTROY, NetlinkConstants.NLM_F_REQUEST, sequence);
        request.Append(new InetDiagReqV2(connection.Family, IPPROTO_TCP, 0, 0, Connected, connection.Id));
        return request.Finish().Length;
    }

    private static int ConditionBytes(IpAddr local) =>
        Unsafe.SizeOf<InetDiagBcOp>() + Unsafe.SizeOf<InetDiagHostCond>() + local.Length;

    // What does not match goes on behind the jump that follows; behind the last condition there is none, and that place
    // rejects.
    private static void AppendCondition(ref NetlinkWriter request, IpAddr local)
    {
        var length = ConditionBytes(local);
        request.Append(new InetDiagBcOp(INET_DIAG_BC_S_COND, (byte)length, (ushort)(length + JumpBytes)));
        var family = local.Family == IpFamily.IPv4 ? SocketConstants.AF_INET : SocketConstants.AF_INET6;
        request.Append(new InetDiagHostCond((byte)family, local.MaxPrefixLength, 0, AnyPort));
        request.Append(local);
    }
}
