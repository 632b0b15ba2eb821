using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

/// <summary>A virtual router on a fake port, with a clock and an ear for its events.</summary>
internal sealed class Router
{
    public Router(byte priority = 150, int intervalMilliseconds = 1000, params TrackedWeight[] track)
    {
        Ring = new EventRing(1024, () => { });
        Subject = new VirtualRouter(
            new()
            {
                Name = "lan4",
                Interface = "eth0",
                VirtualRouterId = 51,
                Priority = priority,
                Addresses = [AddressPrefix.Parse("192.0.2.100/24"), AddressPrefix.Parse("192.0.2.101/24")],
                AdvertisementInterval = Duration.FromMilliseconds(intervalMilliseconds),
                Preempt = true,
                Track = [.. track],
            },
            Port,
            Ring);
        Subject.SetSource(Now, IpAddr.Parse("192.0.2.2"));
    }

    public FakePort Port { get; } = new();

    public EventRing Ring { get; }

    public VirtualRouter Subject { get; }

    public Instant Now { get; private set; } = new(1_000_000_000);

    public static Router Started(byte priority = 150, int intervalMilliseconds = 1000, params TrackedWeight[] track)
    {
        var router = new Router(priority, intervalMilliseconds, track);
        router.Subject.Start(router.Now);
        return router;
    }

    public static Router AsMaster(byte priority = 150, int intervalMilliseconds = 1000)
    {
        var router = Started(priority, intervalMilliseconds);
        router.UntilTimer();
        Assert.Equal(VrrpState.Master, router.Subject.State);
        return router;
    }

    public void Wait(Duration time) => Now += time;

    public void UntilTimer()
    {
        Now = Subject.NextTimeout;
        Subject.Tick(Now);
    }

    /// <summary>What was told since the last call.</summary>
    public List<VrrpEvent> Told()
    {
        var told = new List<VrrpEvent>();
        while (Ring.TryRead(out var vrrpEvent))
        {
            told.Add(vrrpEvent);
        }

        return told;
    }
}
