using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

public sealed class LatenessAlarmTests
{
    private static readonly Instant Start = new(1_000_000_000_000);

    private readonly LatenessAlarm _alarm = new();

    [Theory]
    [InlineData(10, true, 20.039_062, "a Backup takes over")]
    [InlineData(100, true, 200.390_625, "a Backup takes over")]
    [InlineData(300, true, 601.171_875, "a Backup takes over")]
    [InlineData(1000, true, 1000, "the kernel takes them back")]
    [InlineData(100, false, 1450, "the kernel takes them back")]
    public void Half_of_what_a_Master_is_granted_is_worth_a_warning(
        int intervalMilliseconds, bool hasPeers, double limitMilliseconds, string why)
    {
        var limit = new Duration((long)(limitMilliseconds * 1_000_000));
        _alarm.Watch([Router("lan4", intervalMilliseconds, hasPeers)], isRealTime: true);

        Assert.False(_alarm.Note(Start, new(limit.Nanoseconds / 2), out _));
        Assert.True(_alarm.Note(Start, new((limit.Nanoseconds / 2) + 1), out var warning));
        Assert.Equal(
            new VrrpEvent
            {
                Kind = VrrpEventKind.LoopLate,
                At = Start,
                VirtualRouter = "lan4",
                Late = new((limit.Nanoseconds / 2) + 1),
                Limit = limit,
                Count = 1,
                Detail = why,
            },
            warning);
    }

    [Fact]
    public void The_least_patient_virtual_router_counts_and_another_configuration_another_one()
    {
        _alarm.Watch([Router("slow", 1000), Router("fast", 50), Router("middle", 200)], isRealTime: true);
        Assert.True(_alarm.Note(Start, Duration.FromMilliseconds(60), out var warning));
        Assert.Equal("fast", warning.VirtualRouter);

        _alarm.Watch([Router("slow", 1000)], isRealTime: true);
        Assert.False(_alarm.Note(Start + Duration.FromSeconds(100), Duration.FromMilliseconds(60), out _));
    }

    [Fact]
    public void A_thread_without_precedence_is_told_what_would_give_it_one()
    {
        _alarm.Watch([Router("lan4", 100)], isRealTime: false);

        Assert.True(_alarm.Note(Start, Duration.FromSeconds(1), out var warning));

        Assert.Equal(
            "a Backup takes over; a real-time thread would not wait (CAP_SYS_NICE, and RestrictRealtime=no in its unit)",
            warning.Detail);
    }

    [Fact]
    public void A_machine_that_is_always_late_warns_once_a_minute()
    {
        _alarm.Watch([Router("lan4", 100)], isRealTime: true);
        var told = new List<long>();
        for (var i = 0; i < 1_000; i++)
        {
            if (_alarm.Note(Start + Duration.FromMilliseconds(i * 100), Duration.FromSeconds(1), out var warning))
            {
                told.Add(warning.Count);
            }
        }

        Assert.Equal([1, 600], told);
    }

    [Fact]
    public void Without_virtual_routers_nobody_minds()
    {
        _alarm.Watch([], isRealTime: false);

        Assert.False(_alarm.Note(Start, Duration.FromSeconds(100), out _));
    }

    private static VirtualRouterConfig Router(string name, int intervalMilliseconds, bool hasPeers = true) => new()
    {
        Name = name,
        Interface = "eth0",
        VirtualRouterId = 51,
        Priority = 150,
        Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
        AdvertisementInterval = Duration.FromMilliseconds(intervalMilliseconds),
        Preempt = true,
        Track = [],
        HasPeers = hasPeers,
    };
}
