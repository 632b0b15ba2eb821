using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Shared;

namespace Vrrp.Tests.Engine;

/// <summary>From receive to send nothing is allocated: a garbage collection of the proxy would find nothing of
/// ours.</summary>
public sealed class ReceiveAllocationTests
{
    private const int Packets = 100_000;

    private readonly QuietPort _port = new();
    private readonly EventRing _ring = new(64, () => { });
    private readonly VirtualRouter _router;
    private Instant _now = new(0);

    public ReceiveAllocationTests()
    {
        _router = new(
            new VirtualRouterConfig
            {
                Name = "lan4",
                Interface = "quiet0",
                VirtualRouterId = 51,
                Priority = 150,
                Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
                AdvertisementInterval = Duration.FromSeconds(1),
                ProbeBeforeFirstTakeover = false,
                Preempt = true,
                Track = [],
            },
            _port,
            _ring);
        _router.SetSource(_now, TestRouter.OwnAddress);
        _router.Start(_now);
    }

    [Fact]
    public void A_hundred_thousand_packets_in_Backup_allocate_nothing() =>
        Assert.Equal(0, Measure(new TestRouter().Packet(200), bad: false));

    [Fact]
    public void A_hundred_thousand_packets_that_a_Master_answers_allocate_nothing()
    {
        BecomeMaster();

        Assert.Equal(0, Measure(new TestRouter().Packet(100), bad: false));

        Assert.True(_port.Sent > Packets);
        Assert.Equal(VrrpState.Master, _router.State);
    }

    [Fact]
    public void A_hundred_thousand_elections_allocate_nothing()
    {
        var higher = new TestRouter().Packet(200);
        var resigns = new TestRouter().Packet(0);
        Elect(1_000, higher, resigns);

        var allocated = AllocatedBytes.Least(_ => Elect(Packets / 2, higher, resigns));

        Assert.Equal(0, allocated);
        Assert.True(_router.Snapshot(null).MasterTransitions > Packets / 2);
    }

    [Fact]
    public void A_hundred_thousand_bad_packets_allocate_nothing()
    {
        var packet = new TestRouter().Packet(200);
        packet[^1] ^= 1;

        Assert.Equal(0, Measure(packet, bad: true));
    }

    [Fact]
    public void A_hundred_thousand_ticks_of_a_Master_allocate_nothing()
    {
        BecomeMaster();
        Tick(1_000);
        var assigned = _port.Assigned;

        var allocated = AllocatedBytes.Least(_ => Tick(Packets));

        Assert.Equal(0, allocated);
        Assert.True(_port.Assigned > assigned + Packets / 2);
    }

    private void BecomeMaster()
    {
        _now = _router.NextTimeout;
        _router.Tick(_now);
        Assert.Equal(VrrpState.Master, _router.State);
    }

    private long Measure(byte[] packet, bool bad)
    {
        var received = 1_000;
        Receive(packet, received);
        var allocated = AllocatedBytes.Least(_ =>
        {
            Receive(packet, Packets);
            received += Packets;
        });
        Assert.Equal(bad ? 0 : received, _router.Snapshot(null).AdvertisementsReceived);
        return allocated;
    }

    private void Receive(byte[] packet, int count)
    {
        for (var i = 0; i < count; i++)
        {
            // All within the minute in which a repeated reason is not told again: the words allocate.
            _now += new Duration(100_000);
            _router.Receive(_now, packet);
            _ = _ring.TryRead(out _);
        }
    }

    private void Elect(int count, byte[] higher, byte[] resigns)
    {
        for (var i = 0; i < count; i++)
        {
            _router.Receive(_now, higher);
            _router.Receive(_now, resigns);
            _now = _router.NextTimeout;
            _router.Tick(_now);
            _ = _ring.TryRead(out _);
            _ = _ring.TryRead(out _);
        }
    }

    private void Tick(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _now = _router.NextTimeout;
            _router.Tick(_now);
        }
    }
}
