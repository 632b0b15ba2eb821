using System.Buffers.Binary;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>A packet, and a router that expects it, in which each fault spoils one thing: which thing is the
/// rung. Where one fault spoils what another needs, both are kept.</summary>
internal sealed class SpoiledPacket(LadderWorld world, params DropReason[] faults)
{
    private static readonly Duration Window = Duration.FromSeconds(5);

    private bool IsVersion2 => world == LadderWorld.UnicastWithPassword;

    private bool IsIPv6 => world == LadderWorld.IPv6;

    private IpAddr Source => IsIPv6 ? IpAddr.Parse("fe80::c8") : Reading.Peer;

    private IpAddr Destination => (world, Has(DropReason.WrongDestination)) switch
    {
        (LadderWorld.IPv6, false) => Ipv6Packet.Group,
        (LadderWorld.IPv6, true) => IpAddr.Parse("fe80::2"),
        (LadderWorld.UnicastWithPassword, true) or (LadderWorld.SignedMulticast, false) => Ipv4Packet.Group,
        _ => IpAddr.Parse("192.0.2.2"),
    };

    public static IEnumerable<DropReason> RungsOf(LadderWorld world) => Enum.GetValues<DropReason>()
        .Except([DropReason.None, DropReason.Carp, DropReason.UnknownVirtualRouter])
        .Except(world switch
        {
            LadderWorld.SignedMulticast =>
            [
                DropReason.FirstAddressNotLinkLocal, DropReason.NotAPeer, DropReason.WrongAuthenticationType,
                DropReason.WrongPassword, DropReason.IntervalMismatch,
            ],
            LadderWorld.UnicastWithPassword =>
            [
                DropReason.FirstAddressNotLinkLocal, DropReason.SourceNotOnLink, DropReason.HmacMissing,
                DropReason.HmacUnknownKey, DropReason.HmacWrong, DropReason.HmacOutsideWindow, DropReason.HmacReplayed,
            ],
            _ =>
            [
                DropReason.NotAPeer, DropReason.SourceNotOnLink, DropReason.WrongAuthenticationType,
                DropReason.WrongPassword, DropReason.IntervalMismatch, DropReason.HmacMissing,
                DropReason.HmacUnknownKey, DropReason.HmacWrong, DropReason.HmacOutsideWindow, DropReason.HmacReplayed,
            ],
        });

    /// <summary>Up the whole ladder.</summary>
    public DropReason Read()
    {
        if (!Reading.TryRead(ToBytes(), Rules(), out var advertisement, out var drop))
        {
            return drop;
        }

        var guard = new HmacReplayGuard(Window);
        if (Has(DropReason.HmacReplayed))
        {
            var later = new Advertisement { Source = Source, Stamp = Messages.Stamp.Next() };
            Assert.True(guard.TryAdmit(later, Messages.Stamp.UnixTime, out _));
        }

        var now = Messages.Stamp.UnixTime + (Has(DropReason.HmacOutsideWindow) ? Window * 2 : Duration.Zero);
        Assert.Equal(guard.TryAdmit(advertisement, now, out drop), drop == DropReason.None);
        return drop;
    }

    public byte[] ToBytes()
    {
        var message = Has(DropReason.TooShort) ? Message()[..7] : Message();
        var version = Has(DropReason.BadIpHeader) ? 5 : 0;
        var protocol = Has(DropReason.WrongProtocol) ? (byte)17 : (byte)112;
        var ttl = Has(DropReason.TtlNot255) ? (byte)254 : (byte)255;
        if (IsIPv6)
        {
            var packet = new Ipv6Packet
            {
                Message = message, NextHeader = protocol, HopLimit = ttl, Source = Source, Destination = Destination,
            };
            return (version == 0 ? packet : packet with { Version = version }).ToBytes();
        }

        return new Ipv4Packet
        {
            Message = message, Version = version == 0 ? 4 : version, Protocol = protocol, Ttl = ttl, Source = Source,
            Destination = Destination,
        }.ToBytes();
    }

    public AdvertisementRules Rules() => new()
    {
        Version = IsVersion2 != Has(DropReason.WrongVersion) ? VrrpVersion.V2 : VrrpVersion.V3,
        Interval = Duration.FromSeconds(1),
        Peers = (IsVersion2, Has(DropReason.NotAPeer)) switch
        {
            (false, _) => [],
            (_, true) => [IpAddr.Parse("192.0.2.3")],
            _ => [IpAddr.Parse("192.0.2.3"), Source],
        },
        Authentication = world switch
        {
            LadderWorld.SignedMulticast => Messages.Hmac(),
            LadderWorld.UnicastWithPassword => Messages.Password,
            _ => null,
        },
        OwnSource = Has(DropReason.OwnAddress) ? Source : IpAddr.Parse("192.0.2.77"),
        OnLink = [AddressPrefix.Parse(Has(DropReason.SourceNotOnLink) ? "198.51.100.1/24" : "192.0.2.77/24")],
    };

    private byte[] Message()
    {
        var count = Has(DropReason.NoAddresses) ? 0 : 1;
        var message = new byte[8 + count * (IsIPv6 ? 16 : 4) + (IsVersion2 ? 8 : 0)];
        message[0] = (byte)((Has(DropReason.UnknownVersion) ? 4 : IsVersion2 ? 2 : 3) << 4
            | (Has(DropReason.WrongType) ? 2 : 1));
        message[1] = 51;
        message[3] = Has(DropReason.LengthMismatch) ? (byte)255 : (byte)count;
        message[4] = IsVersion2 && !Has(DropReason.WrongAuthenticationType) ? (byte)1 : (byte)0;
        message[5] = Interval();
        if (count > 0)
        {
            FirstAddress().WriteTo(message.AsSpan(8));
        }

        if (IsVersion2)
        {
            (Has(DropReason.WrongPassword) ? "secret13"u8 : "secret12"u8).CopyTo(message.AsSpan(message.Length - 8));
        }

        var checksum = IsVersion2
            ? InternetChecksum.Compute(message)
            : InternetChecksum.Compute(message, Source, Destination);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), checksum);
        message[6] ^= Has(DropReason.BadChecksum) ? (byte)0x5A : (byte)0;
        return world == LadderWorld.SignedMulticast && !Has(DropReason.HmacMissing) ? Sign(message) : message;
    }

    private byte[] Sign(byte[] message)
    {
        byte[] signed = [.. message, .. new byte[HmacTrailer.Length]];
        HmacTrailer.Write(signed, Source,
            Has(DropReason.HmacUnknownKey) ? Messages.Key with { Id = 9 } : Messages.Key, Messages.Stamp);
        signed[^1] ^= Has(DropReason.HmacWrong) ? (byte)1 : (byte)0;
        return signed;
    }

    private byte Interval() => (Has(DropReason.ZeroInterval), IsVersion2, Has(DropReason.IntervalMismatch)) switch
    {
        (true, _, _) => 0,
        (_, false, _) => 100,
        (_, _, true) => 2,
        _ => 1,
    };

    private IpAddr FirstAddress() => IpAddr.Parse((IsIPv6, Has(DropReason.FirstAddressNotLinkLocal)) switch
    {
        (false, _) => "192.0.2.100",
        (_, true) => "2001:db8::1",
        _ => "fe80::100",
    });

    private bool Has(DropReason reason) => faults.Contains(reason);
}
