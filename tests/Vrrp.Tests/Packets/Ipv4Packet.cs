using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Packets;

/// <summary>An IPv4 packet with a message in it, whose every part a test may spoil.</summary>
internal sealed record Ipv4Packet
{
    public static readonly IpAddr Group = IpAddr.Parse("224.0.0.18");

    public int Version { get; init; } = 4;

    public byte Ttl { get; init; } = 255;

    public byte Protocol { get; init; } = 112;

    public IpAddr Source { get; init; } = IpAddr.Parse("192.0.2.1");

    public IpAddr Destination { get; init; } = Group;

    /// <summary>Bytes of IP options; a multiple of 4.</summary>
    public int OptionLength { get; init; }

    /// <summary>Bytes behind the IP total length: an Ethernet driver pads frames to 46 bytes of payload.</summary>
    public int Padding { get; init; }

    /// <summary>What the header says instead of the true total length.</summary>
    public int? TotalLength { get; init; }

    /// <summary>What the header says instead of the true header length, in words.</summary>
    public int? HeaderWords { get; init; }

    public required byte[] Message { get; init; }

    public byte[] ToBytes()
    {
        var headerLength = 20 + OptionLength;
        var packet = new byte[headerLength + Message.Length + Padding];
        packet[0] = (byte)(Version << 4 | (HeaderWords ?? headerLength / 4));
        packet[1] = 0xC0;
        BinaryPrimitives.WriteUInt16BigEndian(
            packet.AsSpan(2), (ushort)(TotalLength ?? headerLength + Message.Length));
        packet[8] = Ttl;
        packet[9] = Protocol;
        Source.WriteTo(packet.AsSpan(12));
        Destination.WriteTo(packet.AsSpan(16));
        packet.AsSpan(20, OptionLength).Fill(1);
        Message.CopyTo(packet, headerLength);
        return packet;
    }
}
