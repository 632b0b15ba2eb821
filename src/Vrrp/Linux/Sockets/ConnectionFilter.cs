using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.BpfConstants;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Has the kernel drop the first packet of new connections to some addresses, before a listening socket of
/// this process sees it: the client hears nothing, no reset, and sends it again after a second. Needs no privilege.
/// Connections that have begun are not concerned.</summary>
public static class ConnectionFilter
{
    // The kernel hands the packet over from the TCP header on (RFC 9293 section 3.1).
    private const uint FlagsOffset = 13;
    private const uint SynAndAck = 0x12;
    private const uint SynAlone = 0x02;

    private const uint VersionMask = 0xF0;
    private const uint Version4 = 0x40;
    private const uint DestinationOffset4 = SKF_NET_OFF + 16;
    private const uint DestinationOffset6 = SKF_NET_OFF + 24;
    private const uint Everything = uint.MaxValue;

    /// <summary>Begins, or goes on with other addresses.</summary>
    /// <param name="listener">A socket that listens for TCP; an IPv6 one of both families knows IPv4 addresses,
    /// too.</param>
    /// <param name="destinations">The addresses; about four hundred of IPv6, or two thousand of IPv4.</param>
    /// <returns>False when the socket is closed, or the kernel refuses: too many addresses, or no memory. Then it is as
    /// before.</returns>
    public static bool TryAttach(Socket listener, IReadOnlyCollection<IpAddr> destinations)
    {
        var program = Program(destinations);
        return program.Length <= BPF_MAXINSNS && TrySet(listener, program);
    }

    /// <summary>Ends. Without a filter, or on a closed socket, nothing happens.</summary>
    public static void Detach(Socket listener)
    {
        try
        {
            listener.SetRawSocketOption(SOL_SOCKET, SO_DETACH_FILTER, stackalloc byte[sizeof(int)]);
        }
        catch (Exception nothing) when (nothing is SocketException or ObjectDisposedException)
        {
            // ENOENT, or whoever owned the socket was quicker.
        }
    }

    private static unsafe bool TrySet(Socket listener, SockFilter[] program)
    {
        fixed (SockFilter* start = program)
        {
            var value = new SockFProg((ushort)program.Length, (nint)start);
            try
            {
                // The kernel copies the program.
                listener.SetRawSocketOption(SOL_SOCKET, SO_ATTACH_FILTER,
                    MemoryMarshal.AsBytes(new ReadOnlySpan<SockFProg>(in value)));
                return true;
            }
            catch (Exception refused) when (refused is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    private static SockFilter[] Program(IReadOnlyCollection<IpAddr> destinations)
    {
        var four = destinations.Where(address => address.Family == IpFamily.IPv4).SelectMany(IfIPv4).ToArray();
        SockFilter[] program =
        [
            SockFilter.Load(FlagsOffset),
            SockFilter.And(SynAndAck),
            SockFilter.IfEqual(SynAlone, 1, 0),
            SockFilter.Return(Everything),
            SockFilter.Load(SKF_NET_OFF),
            SockFilter.And(VersionMask),
            SockFilter.IfEqual(Version4, 1, 0),
            // Further than a comparison can jump.
            SockFilter.Pass((uint)(four.Length + 2)),
            SockFilter.LoadWord(DestinationOffset4),
            .. four,
            SockFilter.Return(Everything),
            .. destinations.Where(address => address.Family == IpFamily.IPv6).SelectMany(IfIPv6),
            SockFilter.Return(Everything),
        ];
        return program;
    }

    private static SockFilter[] IfIPv4(IpAddr address)
    {
        Span<byte> bytes = stackalloc byte[4];
        _ = address.WriteTo(bytes);
        return [SockFilter.IfEqual(WordOf(bytes), 0, 1), SockFilter.Return(0)];
    }

    // Each word that differs goes on behind the drop.
    private static SockFilter[] IfIPv6(IpAddr address)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = address.WriteTo(bytes);
        return
        [
            SockFilter.LoadWord(DestinationOffset6),
            SockFilter.IfEqual(WordOf(bytes), 0, 7),
            SockFilter.LoadWord(DestinationOffset6 + 4),
            SockFilter.IfEqual(WordOf(bytes[4..]), 0, 5),
            SockFilter.LoadWord(DestinationOffset6 + 8),
            SockFilter.IfEqual(WordOf(bytes[8..]), 0, 3),
            SockFilter.LoadWord(DestinationOffset6 + 12),
            SockFilter.IfEqual(WordOf(bytes[12..]), 0, 1),
            SockFilter.Return(0),
        ];
    }

    private static uint WordOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
