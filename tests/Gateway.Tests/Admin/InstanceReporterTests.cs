using System.Collections.Immutable;
using Gateway.Admin;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Shared;

namespace Gateway.Tests.Admin;

/// <summary>Status of virtual routers: role, since, reason, priority as a sum of its parts, peer (issue 7, point
/// 1).</summary>
public sealed class InstanceReporterTests
{
    private static readonly VrrpConfig Config = new()
    {
        VirtualRouters = [Router("lan4", 51), Router("wan4", 52)],
        SyncGroups = [new("both", [0, 1])],
        Trackers = ["proxy", "uplink"],
    };

    private readonly FakeTime _time = new();
    private readonly InstanceReporter _reporter;

    public InstanceReporterTests()
    {
        _time.Advance(TimeSpan.FromSeconds(100));
        _reporter = new(_time);
    }

    [Fact]
    public void A_running_one_says_since_when_why_how_its_priority_adds_up_and_whom_it_hears()
    {
        var one = _reporter.Report(Config, EngineSnapshot.Empty with { VirtualRouters = [Backup()] })[0];

        Assert.Equal(("Backup", "HigherPriorityHeard"), (one.State, one.Reason));
        Assert.Equal("192.0.2.11 has the higher priority 240", one.Why);
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromSeconds(60), one.Since);
        Assert.Equal((90, 150, "150 - 60 (proxy) = 90"), (one.Priority.Effective, one.Priority.Base, one.Priority.Text));
        Assert.Equal(
            ["proxy -60 fails", "uplink 0 succeeds"],
            one.Priority.Parts.Select(part => $"{part.Tracker} {part.Delta} {part.Text}"));
        Assert.Equal(("192.0.2.11", 240, 250.0, 1000.0),
            (one.Peer!.Address, one.Peer.Priority, one.Peer.AgeMilliseconds, one.Peer.IntervalMilliseconds));
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromMilliseconds(250), one.Peer.LastAdvertisement);
        Assert.Equal(["192.0.2.51/24"], one.Addresses);
        Assert.Equal("both", one.SyncGroup);
    }

    [Fact]
    public void One_that_the_engine_has_not_begun_is_there_all_the_same()
    {
        var one = _reporter.Report(Config, EngineSnapshot.Empty)[1];

        Assert.Equal(("wan4", "Initialize", 150), (one.Name, one.State, one.Priority.Effective));
        Assert.Null(one.Since);
        Assert.Null(one.Peer);
    }

    [Fact]
    public void A_group_is_in_a_state_when_all_its_members_are()
    {
        var apart = _reporter.Report(Config, EngineSnapshot.Empty with { VirtualRouters = [Backup()] });
        var together = _reporter.Report(Config, EngineSnapshot.Empty);

        Assert.Equal("Mixed", Assert.Single(InstanceReporter.Groups(Config, apart)).State);
        Assert.Equal("Initialize", Assert.Single(InstanceReporter.Groups(Config, together)).State);
    }

    private static VirtualRouterConfig Router(string name, byte id) => new()
    {
        Name = name,
        Interface = "eth0",
        VirtualRouterId = id,
        Priority = 150,
        Addresses = [AddressPrefix.Parse($"192.0.2.{id}/24")],
        AdvertisementInterval = Duration.FromSeconds(1),
        Preempt = true,
        Track = [],
    };

    private static VirtualRouterSnapshot Backup() => new()
    {
        Name = "lan4",
        State = VrrpState.Backup,
        Reason = TransitionReason.HigherPriorityHeard,
        Since = new(40_000_000_000),
        Priority = 90,
        BasePriority = 150,
        PriorityParts = [new(0, -60, Demotion.Full, -60), new(1, -20, Demotion.None, 0)],
        Faults = [],
        AdvertisementsSent = 1,
        AdvertisementsReceived = 2,
        MasterTransitions = 3,
        Dropped = ImmutableArray.Create(1L, 2L),
        Peer = new()
        {
            Address = IpAddr.Parse("192.0.2.11"),
            HeardAt = new(99_750_000_000),
            Priority = 240,
            Interval = Duration.FromSeconds(1),
        },
    };
}
