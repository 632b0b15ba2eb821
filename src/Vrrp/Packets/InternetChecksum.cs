using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>The checksum of RFC 1071: the complement of the one's complement sum of 16-bit words.</summary>
public static class InternetChecksum
{
    /// <summary>Over the bytes alone.</summary>
    public static ushort Compute(ReadOnlySpan<byte> message) => Complement(Sum(message));

    /// <summary>Over the pseudo-header of the addresses (RFC 793 for IPv4, RFC 8200 section 8.1 for IPv6) and the bytes
    /// of a VRRP message.</summary>
    public static ushort Compute(ReadOnlySpan<byte> message, IpAddr source, IpAddr destination) =>
        Compute(message, source, destination, VrrpDatagram.Protocol);

    /// <summary>The same for the message of any protocol.</summary>
    public static ushort Compute(ReadOnlySpan<byte> message, IpAddr source, IpAddr destination, byte protocol)
    {
        Span<byte> address = stackalloc byte[16];
        // Protocol number and length make the same sum in both families: their other bytes are zero.
        var sum = Sum(message) + protocol + (uint)message.Length;
        sum += Sum(address[..source.WriteTo(address)]);
        sum += Sum(address[..destination.WriteTo(address)]);
        return Complement(sum);
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        while (bytes.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[2..];
        }

        return bytes.IsEmpty ? sum : sum + ((uint)bytes[0] << 8);
    }

    private static ushort Complement(uint sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
