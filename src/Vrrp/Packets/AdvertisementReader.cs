using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Reads what a raw IPv4 socket delivers, IP header included: the ladder of <see cref="DropReason"/>, in order
/// (RFC 9568 section 7.1). Never throws, whatever the bytes.</summary>
public static class AdvertisementReader
{
    private const int MinIpHeaderLength = 20;
    private const byte VrrpProtocol = 112;
    private const byte RequiredTtl = 255;
    private const int Version = 3;
    private const int AdvertisementType = 1;

    /// <summary>Which virtual router a packet speaks to, for the demultiplexer: true from
    /// <see cref="DropReason.UnknownVirtualRouter"/>
    /// on, so that later rungs are counted where they belong.</summary>
    /// <returns>False when the packet fell before; <paramref name="drop"/> says on which rung.</returns>
    public static bool TryReadVirtualRouterId(ReadOnlySpan<byte> packet, out byte virtualRouterId, out DropReason drop)
    {
        virtualRouterId = 0;
        drop = Climb(packet, out var message);
        if (drop == DropReason.None)
        {
            virtualRouterId = message[1];
        }

        return drop == DropReason.None;
    }

    /// <summary>Reads a packet that <see cref="TryReadVirtualRouterId"/> let pass.</summary>
    /// <param name="packet">The IPv4 packet.</param>
    /// <param name="ownSource">Our own address: who claims it is not a peer. Default when unknown.</param>
    /// <param name="advertisement">The view; valid as long as the packet's bytes.</param>
    /// <param name="drop">The rung on which it fell.</param>
    /// <returns>Whether the packet is a valid advertisement.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> packet, IpAddr ownSource, out Advertisement advertisement, out DropReason drop)
    {
        advertisement = default;
        drop = Climb(packet, out var message);
        if (drop != DropReason.None)
        {
            return false;
        }

        var source = IpAddr.FromBytes(packet.Slice(12, 4));
        var destination = IpAddr.FromBytes(packet.Slice(16, 4));
        drop = ClimbMessage(ref message, source, destination, ownSource, out var form);
        if (drop != DropReason.None)
        {
            return false;
        }

        advertisement = new()
        {
            Source = source,
            VirtualRouterId = message[1],
            Priority = message[2],
            Interval = ReadInterval(message),
            ChecksumForm = form,
            Addresses = message[Advertisement.HeaderLength..],
        };
        return true;
    }

    // "MUST verify that the IPv4 TTL is 255 ... that the VRRP version is 3 ... that the received packet contains the
    // complete VRRP packet". IP options and bytes behind the IP total length (Ethernet padding) are fine.
    private static DropReason Climb(ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (packet.Length < MinIpHeaderLength || packet[0] >> 4 != 4)
        {
            return DropReason.BadIpHeader;
        }

        var headerLength = (packet[0] & 0xF) * 4;
        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (headerLength < MinIpHeaderLength || totalLength < headerLength || packet.Length < totalLength)
        {
            return DropReason.BadIpHeader;
        }

        message = packet[headerLength..totalLength];
        return packet switch
        {
            _ when packet[9] != VrrpProtocol => DropReason.WrongProtocol,
            _ when packet[8] != RequiredTtl => DropReason.TtlNot255,
            _ when message.Length < Advertisement.HeaderLength => DropReason.TooShort,
            _ when message[0] >> 4 != Version => DropReason.WrongVersion,
            _ when (message[0] & 0xF) != AdvertisementType => DropReason.WrongType,
            _ => DropReason.None,
        };
    }

    private static DropReason ClimbMessage(
        ref ReadOnlySpan<byte> message, IpAddr source, IpAddr destination, IpAddr ownSource, out ChecksumForm form)
    {
        form = default;
        var length = Advertisement.HeaderLength + message[3] * source.Length;
        if (message.Length < length)
        {
            return DropReason.LengthMismatch;
        }

        message = message[..length];
        return message switch
        {
            _ when !IsChecksumRight(message, source, destination, out form) => DropReason.BadChecksum,
            _ when message[3] == 0 => DropReason.NoAddresses,
            _ when ReadInterval(message) == Duration.Zero => DropReason.ZeroInterval,
            _ when source == ownSource => DropReason.OwnAddress,
            _ => DropReason.None,
        };
    }

    // A sum over a message that holds its own checksum is zero.
    private static bool IsChecksumRight(
        ReadOnlySpan<byte> message, IpAddr source, IpAddr destination, out ChecksumForm form)
    {
        form = InternetChecksum.Compute(message, source, destination) == 0
            ? ChecksumForm.PseudoHeader
            : ChecksumForm.MessageOnly;
        return form == ChecksumForm.PseudoHeader || InternetChecksum.Compute(message) == 0;
    }

    // The upper four bits are Reserve: "MUST be set to zero on transmission and ignored on reception".
    private static Duration ReadInterval(ReadOnlySpan<byte> message) =>
        Duration.FromMilliseconds((BinaryPrimitives.ReadUInt16BigEndian(message[4..]) & 0x0FFF) * 10);
}
