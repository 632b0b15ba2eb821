using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Vrrp.Core;
using static Gateway.Proxy.Streams.ProxyHeaderFormat;

namespace Gateway.Proxy.Streams;

/// <summary>Reads PROXY headers from bytes that anybody may have sent; nothing throws. Section numbers are those of
/// HAProxy's <c>proxy-protocol.txt</c>.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>No header that is taken is longer.</summary>
    public const int MaxLength = HeaderLength + MaxRest;

    // Section 2.1: the longest line, with its end.
    private const int MaxLine = 107;

    // Addresses of sockets take 216; the rest is what the proxy adds in TLVs.
    private const int MaxRest = 4_096;

    private const int Rest4 = 12;
    private const int Rest6 = 36;

    private static ReadOnlySpan<byte> Word => "PROXY "u8;

    /// <summary>Reads the header at the beginning.</summary>
    /// <param name="bytes">All that has come.</param>
    /// <param name="header">The header, when complete.</param>
    public static ProxyHeaderResult Read(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        return IsBeginning(bytes, Signature) ? ReadBinary(bytes, out header)
            : IsBeginning(bytes, Word) ? ReadLine(bytes, out header)
            : ProxyHeaderResult.Invalid;
    }

    private static bool IsBeginning(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted) =>
        bytes[..Math.Min(bytes.Length, wanted.Length)].SequenceEqual(wanted[..Math.Min(bytes.Length, wanted.Length)]);

    private static ProxyHeaderResult ReadBinary(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        if (bytes.Length < HeaderLength)
        {
            return ProxyHeaderResult.Incomplete;
        }

        var (command, family) = (bytes[12], bytes[13]);
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (command is not (Local or Proxied) || length > MaxRest)
        {
            return ProxyHeaderResult.Invalid;
        }

        if (bytes.Length < HeaderLength + length)
        {
            return ProxyHeaderResult.Incomplete;
        }

        var rest = bytes.Slice(HeaderLength, length);
        header = new(HeaderLength + length, null, null);
        switch ((command, family))
        {
            // Section 2.2: of other families and protocols nothing is said that is of use; the connection is good.
            case (Local, _) or (_, not (Tcp4 or Tcp6)):
                return ProxyHeaderResult.Complete;
            case (_, Tcp4) when length >= Rest4:
                header = Between(header, rest[..4], rest[4..8], rest[8..]);
                return ProxyHeaderResult.Complete;
            case (_, Tcp6) when length >= Rest6:
                header = Between(header, rest[..16], rest[16..32], rest[32..]);
                return ProxyHeaderResult.Complete;
            default:
                header = default;
                return ProxyHeaderResult.Invalid;
        }
    }

    private static ProxyHeader Between(
        ProxyHeader header, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> ports) =>
        header with
        {
            Source = new(new IPAddress(source), BinaryPrimitives.ReadUInt16BigEndian(ports)),
            Destination = new(new IPAddress(destination), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])),
        };

    // Section 2.1: "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n"
    private static ProxyHeaderResult ReadLine(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        var end = bytes[..Math.Min(bytes.Length, MaxLine)].IndexOf("\r\n"u8);
        if (end < 0)
        {
            return bytes.Length >= MaxLine ? ProxyHeaderResult.Invalid : ProxyHeaderResult.Incomplete;
        }

        var words = Encoding.Latin1.GetString(bytes[..end]).Split(' ');
        if (words[1] == "UNKNOWN")
        {
            header = new(end + 2, null, null);
            return ProxyHeaderResult.Complete;
        }

        if (words is not [_, var family and ("TCP4" or "TCP6"), var source, var destination, var from, var to]
            || !TryRead(family, source, from, out var client) || !TryRead(family, destination, to, out var server))
        {
            return ProxyHeaderResult.Invalid;
        }

        header = new(end + 2, client, server);
        return ProxyHeaderResult.Complete;
    }

    private static bool TryRead(string family, string address, string port, out IPEndPoint? endPoint)
    {
        endPoint = null;
        var wanted = family == "TCP4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        if (!IpAddr.TryParse(address, out _) || !IPAddress.TryParse(address, out var parsed)
            || parsed.AddressFamily != wanted
            || !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        endPoint = new(parsed, number);
        return true;
    }
}
