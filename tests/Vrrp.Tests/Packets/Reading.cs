using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>A packet from its first byte to the top of the ladder, as the engine reads it.</summary>
internal static class Reading
{
    public static readonly IpAddr Peer = IpAddr.Parse("192.0.2.1");

    /// <summary>A multicast router without authentication, 1 s, that knows nothing of its interface.</summary>
    public static AdvertisementRules Rules(VrrpVersion version = VrrpVersion.V3) =>
        new() { Version = version, Interval = Duration.FromSeconds(1) };

    public static AdvertisementRules WithPeers(params ImmutableArray<IpAddr> peers) =>
        new() { Version = VrrpVersion.V3, Interval = Duration.FromSeconds(1), Peers = peers };

    public static AdvertisementRules WithAuthentication(VrrpVersion version, VrrpAuthentication? authentication) =>
        new() { Version = version, Interval = Duration.FromSeconds(1), Authentication = authentication };

    public static AdvertisementRules WithHmac(HmacMode mode = HmacMode.Enforce) =>
        WithAuthentication(VrrpVersion.V3, Messages.Hmac(mode));

    public static bool TryRead(
        ReadOnlySpan<byte> packet, AdvertisementRules rules, out Advertisement advertisement, out DropReason drop)
    {
        advertisement = default;
        return TryReadDatagram(packet, out var datagram, out drop)
            && AdvertisementReader.TryRead(datagram, rules, out advertisement, out drop);
    }

    public static bool TryReadDatagram(ReadOnlySpan<byte> packet, out VrrpDatagram datagram, out DropReason drop) =>
        packet.Length > 0 && packet[0] >> 4 == 6
            ? IPv6Packet.TryRead(packet, out datagram, out drop)
            : IPv4Packet.TryRead(packet, out datagram, out drop);

    public static bool TryReadId(ReadOnlySpan<byte> packet, out byte id, out DropReason drop)
    {
        id = 0;
        return TryReadDatagram(packet, out var datagram, out drop)
            && AdvertisementReader.TryReadVirtualRouterId(datagram, out id, out drop);
    }

    public static DropReason Drop(byte[] packet, AdvertisementRules? rules = null)
    {
        var read = TryRead(packet, rules ?? Rules(), out _, out var drop);
        Assert.Equal(drop == DropReason.None, read);
        return drop;
    }

    /// <summary>What is said of a packet that was discarded.</summary>
    public static string Describe(byte[] packet, AdvertisementRules rules)
    {
        var drop = Drop(packet, rules);
        Assert.True(TryReadDatagram(packet, out var datagram, out _));
        return PeerMismatch.Describe(datagram, rules, drop);
    }
}
