using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Pinging;

/// <summary>Sends ICMP echo requests to one address and receives their replies (RFC 792, RFC 4443 section 4).</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
/// +---------------+---------------+-------------------------------+
/// |     Type      |   Code (0)    |           Checksum            |
/// +---------------+---------------+-------------------------------+
/// |          Identifier           |        Sequence number        |
/// +-------------------------------+-------------------------------+
/// |                      Cookie (8 bytes)                         |
/// </code>
/// The cookie tells this socket's replies apart: on a datagram socket the kernel chooses the identifier.
/// </remarks>
internal sealed class EchoSocket : IDisposable
{
    private const int HeaderBytes = 8;
    private const int CookieBytes = 8;

    private readonly Socket _socket;
    private readonly byte[] _cookie = RandomNumberGenerator.GetBytes(CookieBytes);
    private readonly byte[] _buffer = new byte[1500];
    private readonly bool _hasIpHeader;
    private readonly bool _isIpv6;

    private EchoSocket(IPAddress address)
    {
        _isIpv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        (_socket, var isRaw) = Open(address.AddressFamily);
        _hasIpHeader = isRaw && !_isIpv6;
    }

    private (byte Request, byte Reply) Types => _isIpv6 ? ((byte)128, (byte)129) : ((byte)8, (byte)0);

    /// <summary>Opens a socket that speaks to one address only.</summary>
    /// <exception cref="SocketException">There is no way to it, or neither kind of socket is allowed.</exception>
    public static EchoSocket Connect(IPAddress address)
    {
        var echo = new EchoSocket(address);
        try
        {
            echo._socket.Connect(new IPEndPoint(address, 0));
            return echo;
        }
        catch
        {
            echo.Dispose();
            throw;
        }
    }

    /// <summary>Sends one request.</summary>
    public async Task SendAsync(ushort sequence, CancellationToken cancellationToken)
    {
        var packet = new byte[HeaderBytes + CookieBytes];
        packet[0] = Types.Request;
        _cookie.AsSpan(0, 2).CopyTo(packet.AsSpan(4));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), sequence);
        _cookie.CopyTo(packet, HeaderBytes);

        // The kernel does it for ICMPv6, which includes addresses (RFC 3542 section 3.1).
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _isIpv6 ? (ushort)0 : Checksum(packet));
        await _socket.SendAsync(packet, cancellationToken);
    }

    /// <summary>Waits for one reply.</summary>
    /// <returns>Its sequence number.</returns>
    public async Task<ushort> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await _socket.ReceiveAsync(_buffer, cancellationToken);
            var packet = _buffer.AsMemory(0, count);
            var start = _hasIpHeader && count > 0 ? (packet.Span[0] & 0xF) * 4 : 0;
            if (count >= start + HeaderBytes + CookieBytes
                && packet.Span[start] == Types.Reply
                && packet.Span.Slice(start + HeaderBytes, CookieBytes).SequenceEqual(_cookie))
            {
                return BinaryPrimitives.ReadUInt16BigEndian(packet.Span[(start + 6)..]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>A datagram socket needs no right where <c>net.ipv4.ping_group_range</c> has a group of ours; a raw one
    /// needs CAP_NET_RAW.</summary>
    private static (Socket Socket, bool IsRaw) Open(AddressFamily family)
    {
        var protocol = family == AddressFamily.InterNetwork ? ProtocolType.Icmp : ProtocolType.IcmpV6;
        try
        {
            return (new Socket(family, SocketType.Dgram, protocol), false);
        }
        catch (SocketException)
        {
            return (new Socket(family, SocketType.Raw, protocol), true);
        }
    }

    /// <summary>RFC 1071.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var at = 0; at < bytes.Length; at += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~(sum + (sum >> 16));
    }
}
