using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;
using Vrrp.Tests.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>A sync group of two virtual routers on fake interfaces, with a clock that the test moves: ids 51 and 52,
/// priority 150, 192.0.2.51/32 and 192.0.2.52/32.</summary>
internal sealed class TestRouterGroup
{
    private const byte FirstId = 51;

    private readonly EventRing _ring = new(1024, () => { });
    private readonly VirtualRouterConfig[] _configs;

    /// <summary>A group in Initialize.</summary>
    public TestRouterGroup(byte priority = 150, params int[] intervalsInMilliseconds)
    {
        int[] intervals = intervalsInMilliseconds is [] ? [1000, 1000] : intervalsInMilliseconds;
        _configs = [.. intervals.Select((interval, place) => Config(place, priority, interval))];
        Ports = [.. intervals.Select(_ => new FakePort())];
        Routers = [.. _configs.Select((config, place) => new VirtualRouter(config, Ports[place], _ring, true))];
        var group = new RouterGroup(Routers);
        foreach (var router in Routers)
        {
            router.Group = group;
            router.SetSource(Now, TestRouter.OwnAddress);
        }
    }

    public FakePort[] Ports { get; }

    public VirtualRouter[] Routers { get; }

    public Instant Now { get; private set; } = new(7_000_000_000_000);

    public IEnumerable<VrrpState> States => Routers.Select(router => router.State);

    /// <summary>How many addresses each interface has.</summary>
    public IEnumerable<int> AddressCounts => Ports.Select(port => port.Addresses.Count);

    /// <summary>Started, and all Master because nobody was heard; what happened until then is forgotten.</summary>
    public static TestRouterGroup Master(params int[] intervalsInMilliseconds)
    {
        var test = new TestRouterGroup(150, intervalsInMilliseconds);
        test.StartAll();
        test.RunUntil(() => test.Routers[0].State == VrrpState.Master);
        Assert.Equal([VrrpState.Master, VrrpState.Master], test.States);
        test.Forget();
        return test;
    }

    public void StartAll()
    {
        foreach (var router in Routers)
        {
            router.Start(Now);
        }
    }

    /// <summary>What happened until here is of no interest.</summary>
    public void Forget()
    {
        TakeEvents();
        foreach (var port in Ports)
        {
            port.TakeCalls();
        }
    }

    public void Sleep(Duration duration) => Now += duration;

    /// <summary>An advertisement of a peer arrives on the interface of that member.</summary>
    public void Hear(int member, byte priority)
    {
        var template = _configs[member].Template;
        var message = new byte[template.Length];
        AdvertisementWriter.Write(
            message, template, priority, TestRouter.PeerAddress, Advertisement.GroupIPv4, ChecksumForm.PseudoHeader);
        Routers[member].Receive(
            Now, new Ipv4Packet { Message = message, Source = TestRouter.PeerAddress }.ToBytes());
    }

    /// <summary>Ticks the member whose deadline is next.</summary>
    public void WaitForDeadline()
    {
        var next = Routers.MinBy(router => router.NextTimeout)!;
        Assert.NotEqual(Instant.Never, next.NextTimeout);
        Now = next.NextTimeout > Now ? next.NextTimeout : Now;
        next.Tick(Now);
    }

    /// <summary>Ticks at every deadline for that long.</summary>
    public void Run(Duration duration)
    {
        var end = Now + duration;
        while (Routers.Min(router => router.NextTimeout) <= end)
        {
            WaitForDeadline();
        }

        Now = end;
    }

    /// <summary>Ticks at every deadline until that is so.</summary>
    public void RunUntil(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 1_000, "It does not come.");
            WaitForDeadline();
        }
    }

    /// <summary>The changes of state since the last call of this: "lan0 Backup Master MasterSilent".</summary>
    public string[] TakeTransitions() =>
    [
        .. TakeEvents().Where(one => one.Kind == VrrpEventKind.StateChanged)
            .Select(one => FormattableString.Invariant($"{one.VirtualRouter} {one.From} {one.To} {one.Reason}")),
    ];

    private List<VrrpEvent> TakeEvents()
    {
        var events = new List<VrrpEvent>();
        while (_ring.TryRead(out var vrrpEvent))
        {
            events.Add(vrrpEvent);
        }

        Assert.Equal(0, _ring.Lost);
        return events;
    }

    private static VirtualRouterConfig Config(int place, byte priority, int intervalMilliseconds) => new()
    {
        Name = FormattableString.Invariant($"lan{place}"),
        Interface = "fake0",
        VirtualRouterId = (byte)(FirstId + place),
        Priority = priority,
        Addresses = [AddressPrefix.Parse(FormattableString.Invariant($"192.0.2.{FirstId + place}/32"))],
        AdvertisementInterval = Duration.FromMilliseconds(intervalMilliseconds),
        ProbeBeforeFirstTakeover = false,
        Preempt = true,
        Track = [],
    };
}
