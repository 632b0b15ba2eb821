using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Packets;
using Shared;
using Vrrp.Tests.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>From receive to send nothing is allocated, in any version, family and authentication: one round is an
/// election lost, a farewell heard, a takeover, an answer to a rival and an advertisement of its own.</summary>
public sealed class DialectAllocationTests
{
    private const int WarmUp = 500;
    private const int Rounds = 1_000;
    private const int Measurements = 3;

    // Far longer than it takes to sign all packets BEFORE the first is heard.
    private static readonly Duration Window = Duration.FromSeconds(300);

    private static readonly IpAddr Own6 = IpAddr.Parse("fe80::10");
    private static readonly IpAddr Peer6 = IpAddr.Parse("fe80::11");

    private readonly QuietPort _port = new();
    private readonly EventRing _ring = new(64, () => { });
    private readonly HmacSequence _stamps = new(Window);
    private Instant _now = new(0);

    public static TheoryData<VrrpVersion, IpFamily, object?> Dialects => new()
    {
        { VrrpVersion.V3, IpFamily.IPv4, null },
        { VrrpVersion.V3, IpFamily.IPv6, null },
        { VrrpVersion.V2, IpFamily.IPv4, null },
        { VrrpVersion.V2, IpFamily.IPv4, Messages.Password },
        { VrrpVersion.V2, IpFamily.IPv4, Messages.Hmac() with { Window = Window } },
        { VrrpVersion.V3, IpFamily.IPv4, Messages.Hmac() with { Window = Window } },
        { VrrpVersion.V3, IpFamily.IPv6, Messages.Hmac() with { Window = Window } },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_round_from_receive_to_send_allocates_nothing(
        VrrpVersion version, IpFamily family, object? authentication)
    {
        var config = Config(version, family, (VrrpAuthentication?)authentication);
        var router = new VirtualRouter(config, _port, _ring);
        router.SetSource(_now, Own(family));
        router.Start(_now);
        Tick(router);
        var packets = Enumerable.Range(0, WarmUp + Measurements * Rounds).Select(_ => RoundOf(config)).ToArray();
        Play(router, packets.AsSpan(0, WarmUp));
        var sent = _port.Sent;

        var allocated = AllocatedBytes.Least(
            measurement => Play(router, packets.AsSpan(WarmUp + measurement * Rounds, Rounds)));

        Assert.Equal(0, allocated);
        // The last word of the loser, the first of the Master, the answer, and the next one in time.
        Assert.Equal(4 * Measurements * Rounds, _port.Sent - sent);
        var snapshot = router.Snapshot(null);
        Assert.Equal(3 * packets.Length, snapshot.AdvertisementsReceived);
        Assert.Equal(1 + packets.Length, snapshot.MasterTransitions);
        Assert.Equal(0, snapshot.Dropped.Sum());
    }

    private void Play(VirtualRouter router, ReadOnlySpan<(byte[] Higher, byte[] Farewell, byte[] Lower)> rounds)
    {
        foreach (var (higher, farewell, lower) in rounds)
        {
            Receive(router, higher);
            Receive(router, farewell);
            Tick(router);
            Receive(router, lower);
            // Announcements have deadlines of their own.
            for (var sent = _port.Sent; _port.Sent == sent;)
            {
                Tick(router);
            }
        }
    }

    private void Tick(VirtualRouter router)
    {
        _now = router.NextTimeout;
        router.Tick(_now);
        _ = _ring.TryRead(out _);
    }

    private void Receive(VirtualRouter router, byte[] message)
    {
        var family = router.Config.Family;
        router.Receive(_now, new VrrpDatagram
        {
            Source = Peer(family), Destination = Advertisement.GroupOf(family), HopLimit = 255, Message = message,
        });
        _ = _ring.TryRead(out _);
    }

    private (byte[] Higher, byte[] Farewell, byte[] Lower) RoundOf(VirtualRouterConfig config) =>
        (Write(config, 200), Write(config, 0), Write(config, 100));

    private byte[] Write(VirtualRouterConfig config, byte priority)
    {
        var message = new byte[config.Template.Length];
        AdvertisementWriter.Write(
            message, config.Template, priority, Peer(config.Family), Advertisement.GroupOf(config.Family),
            ChecksumForm.PseudoHeader, _stamps.Next(new Duration(WallClock.UnixNanoseconds)));
        return message;
    }

    private static VirtualRouterConfig Config(
        VrrpVersion version, IpFamily family, VrrpAuthentication? authentication) => new()
        {
            Name = "lan",
            Interface = "quiet0",
            VirtualRouterId = 51,
            Priority = 150,
            Version = version,
            Addresses = family == IpFamily.IPv4
                ? [AddressPrefix.Parse("192.0.2.100/24")]
                : [AddressPrefix.Parse("fe80::100/64"), AddressPrefix.Parse("2001:db8::100/64")],
            AdvertisementInterval = Duration.FromSeconds(1),
            Authentication = authentication,
            ProbeBeforeFirstTakeover = false,
            Preempt = true,
            Track = [],
        };

    private static IpAddr Own(IpFamily family) => family == IpFamily.IPv4 ? TestRouter.OwnAddress : Own6;

    private static IpAddr Peer(IpFamily family) => family == IpFamily.IPv4 ? TestRouter.PeerAddress : Peer6;
}
