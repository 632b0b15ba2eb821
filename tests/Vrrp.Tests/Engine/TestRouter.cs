using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;
using Vrrp.Tests.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>A virtual router on a fake interface, with a clock that the test moves: priority 150, 1 s,
/// 192.0.2.100/32.</summary>
internal sealed class TestRouter
{
    public static readonly IpAddr OwnAddress = IpAddr.Parse("192.0.2.10");
    public static readonly IpAddr PeerAddress = IpAddr.Parse("192.0.2.11");

    private readonly EventRing _ring = new(1024, () => { });
    private readonly Duration _interval;

    public TestRouter(
        byte priority = 150, int intervalMilliseconds = 1000, string[]? addresses = null,
        ImmutableArray<TrackedWeight>? track = null, bool probes = false, bool hasSource = true,
        InputRecorder? recorder = null, string? source = null)
    {
        _interval = Duration.FromMilliseconds(intervalMilliseconds);
        Router = new(
            new VirtualRouterConfig
            {
                Name = "lan4",
                Interface = "fake0",
                VirtualRouterId = 51,
                Priority = priority,
                Addresses = [.. (addresses ?? ["192.0.2.100/32"]).Select(AddressPrefix.Parse)],
                AdvertisementInterval = _interval,
                ProbeBeforeFirstTakeover = probes,
                Preempt = true,
                Track = track ?? [],
            },
            Port,
            _ring,
            recorder: recorder);
        if (hasSource)
        {
            Router.SetSource(Now, source is null ? OwnAddress : IpAddr.Parse(source));
        }
    }

    public FakePort Port { get; } = new();

    public VirtualRouter Router { get; }

    public Instant Now { get; private set; } = new(7_000_000_000_000);

    /// <summary>Started, and Master because nobody was heard; what happened until then is forgotten.</summary>
    public static TestRouter Master(
        byte priority = 150, int intervalMilliseconds = 1000, string[]? addresses = null,
        ImmutableArray<TrackedWeight>? track = null, string? source = null)
    {
        var test = new TestRouter(priority, intervalMilliseconds, addresses, track, source: source);
        test.Router.Start(test.Now);
        test.WaitForDeadline();
        Assert.Equal(VrrpState.Master, test.Router.State);
        test.Port.TakeCalls();
        test.TakeEvents();
        return test;
    }

    public void Sleep(Duration duration) => Now += duration;

    public void WaitForDeadline()
    {
        Now = Router.NextTimeout;
        Router.Tick(Now);
    }

    /// <summary>Ticks at every deadline for that long.</summary>
    public void Run(Duration duration)
    {
        var end = Now + duration;
        while (Router.NextTimeout <= end)
        {
            WaitForDeadline();
        }

        Now = end;
    }

    public void Hear(byte priority, ChecksumForm form = ChecksumForm.PseudoHeader) =>
        Router.Receive(Now, Packet(priority, form));

    /// <summary>An advertisement of the peer as it comes from the wire.</summary>
    public byte[] Packet(
        byte priority, ChecksumForm form = ChecksumForm.PseudoHeader, string address = "192.0.2.100/32",
        HmacStamp stamp = default, Duration? interval = null)
    {
        var template = new AdvertisementTemplate
        {
            VirtualRouterId = 51,
            Interval = interval ?? _interval,
            Addresses = [AddressPrefix.Parse(address)],
            Authentication = Router.Config.Authentication,
        };
        var message = new byte[template.Length];
        AdvertisementWriter.Write(message, template, priority, PeerAddress, Advertisement.GroupIPv4, form, stamp);
        return new Ipv4Packet { Message = message, Source = PeerAddress }.ToBytes();
    }

    /// <summary>The events since the last call of this.</summary>
    public List<VrrpEvent> TakeEvents()
    {
        var events = new List<VrrpEvent>();
        while (_ring.TryRead(out var vrrpEvent))
        {
            Assert.Equal("lan4", vrrpEvent.VirtualRouter);
            events.Add(vrrpEvent);
        }

        Assert.Equal(0, _ring.Lost);
        return events;
    }
}
