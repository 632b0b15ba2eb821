using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Packets;

/// <summary>An IPv6 packet with a message in it, whose every part a test may spoil.</summary>
internal sealed record Ipv6Packet
{
    public static readonly IpAddr Group = IpAddr.Parse("ff02::12");

    public int Version { get; init; } = 6;

    public byte HopLimit { get; init; } = 255;

    public byte NextHeader { get; init; } = 112;

    public IpAddr Source { get; init; } = IpAddr.Parse("fe80::c8");

    public IpAddr Destination { get; init; } = Group;

    /// <summary>Bytes behind the payload length.</summary>
    public int Padding { get; init; }

    /// <summary>What the header says instead of the true payload length.</summary>
    public int? PayloadLength { get; init; }

    public required byte[] Message { get; init; }

    public byte[] ToBytes()
    {
        var packet = new byte[40 + Message.Length + Padding];
        packet[0] = (byte)(Version << 4);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(PayloadLength ?? Message.Length));
        packet[6] = NextHeader;
        packet[7] = HopLimit;
        Source.WriteTo(packet.AsSpan(8));
        Destination.WriteTo(packet.AsSpan(24));
        Message.CopyTo(packet, 40);
        return packet;
    }
}
