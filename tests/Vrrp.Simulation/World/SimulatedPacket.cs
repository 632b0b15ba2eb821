using System.Buffers.Binary;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Packets;

namespace Vrrp.Simulation.World;

/// <summary>An advertisement with the IP header that the sender's kernel puts before it.</summary>
internal static class SimulatedPacket
{
    private const int HeaderLengthIPv4 = 20;
    private const int HeaderLengthIPv6 = 40;
    private const byte Hops = 255;

    /// <summary>A whole packet.</summary>
    public static byte[] Write(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination)
    {
        var isIPv4 = source.Family == IpFamily.IPv4;
        var headerLength = isIPv4 ? HeaderLengthIPv4 : HeaderLengthIPv6;
        var packet = new byte[headerLength + advertisement.Length];
        advertisement.CopyTo(packet.AsSpan(headerLength));
        if (isIPv4)
        {
            packet[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
            (packet[8], packet[9]) = (Hops, VrrpDatagram.Protocol);
            _ = source.WriteTo(packet.AsSpan(12));
            _ = destination.WriteTo(packet.AsSpan(16));
        }
        else
        {
            packet[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)advertisement.Length);
            (packet[6], packet[7]) = (VrrpDatagram.Protocol, Hops);
            _ = source.WriteTo(packet.AsSpan(8));
            _ = destination.WriteTo(packet.AsSpan(24));
        }

        return packet;
    }

    /// <summary>Hands it to a virtual router, as the engine does.</summary>
    public static void Read(byte[] packet, Instant now, VirtualRouter router)
    {
        if (IPv4Packet.TryRead(packet, out var datagram, out _) || IPv6Packet.TryRead(packet, out datagram, out _))
        {
            router.Receive(now, datagram);
        }
    }
}
