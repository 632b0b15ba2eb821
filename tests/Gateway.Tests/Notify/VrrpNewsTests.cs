using Gateway.Configuration;
using Gateway.Notify;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Tests.Notify;

/// <summary>Facts about what is news of the engine (issue 4, point 7: Master, Backup, Fault, Stop, priority changed,
/// split brain suspected, peer lost).</summary>
public sealed class VrrpNewsTests : IAsyncDisposable
{
    private static readonly IpAddr Peer = IpAddr.Parse("192.0.2.12");

    private readonly FakeAction action = new();
    private readonly RecordedLog log = new();
    private readonly Notifier notifier;
    private readonly VrrpNews news;

    public VrrpNewsTests()
    {
        var config = new NotifyConfig
        {
            Name = "ops",
            Plugin = "Fake",
            On = [.. Enum.GetValues<NotificationKind>()],
            Instances = [],
            Timeout = TimeSpan.FromSeconds(10),
            Retries = 0,
            Settings = default,
        };
        notifier = new("edge-a", [(config, action)], new PluginThreads(), TimeProvider.System, log.Of<Notifier>());
        news = new(new VrrpConfig
        {
            VirtualRouters = [Router("lan4"), Router("lan6"), Router("wan")],
            SyncGroups = [new("lan", [0, 1])],
            Trackers = [],
        }, notifier);
    }

    public async ValueTask DisposeAsync()
    {
        log.Dispose();
        await action.DisposeAsync();
    }

    [Theory]
    [InlineData(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterResigned, "Master",
        "the Master 192.0.2.12 resigned")]
    [InlineData(VrrpState.Master, VrrpState.Backup, TransitionReason.HigherPriorityHeard, "Backup",
        "192.0.2.12 has the higher priority 100")]
    [InlineData(VrrpState.Master, VrrpState.Fault, TransitionReason.FaultRaised, "Fault", "it cannot serve")]
    [InlineData(VrrpState.Backup, VrrpState.Initialize, TransitionReason.Shutdown, "Stop", "the instance stops")]
    public async Task A_change_of_state_is_told_with_its_reason_and_priority(
        VrrpState from, VrrpState to, TransitionReason reason, string kind, string why)
    {
        news.On(Change("wan", from, to, reason));

        var told = await action.NextAsync();
        Assert.Equal((kind, "wan", why, 150, false),
            (told.Kind.ToString(), told.Subject, told.Reason, told.Priority, told.IsGroup));
        await NothingMoreAsync();
    }

    [Fact]
    public async Task A_master_that_falls_silent_is_a_lost_peer()
    {
        news.On(Change("wan", VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent));

        var told = await action.NextAsync();
        Assert.Equal((NotificationKind.PeerLost, "192.0.2.12 fell silent"), (told.Kind, told.Reason));
        Assert.Equal("wan Master", await action.NextWordAsync());
    }

    [Fact]
    public async Task Where_no_master_ever_was_none_is_lost()
    {
        news.On(Change("wan", VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent) with
        {
            Peer = default,
        });

        Assert.Equal("wan Master", await action.NextWordAsync());
        await NothingMoreAsync();
    }

    [Fact]
    public async Task A_group_is_told_once_when_all_its_members_are_there()
    {
        news.On(Change("lan4", VrrpState.Backup, VrrpState.Master, TransitionReason.MasterResigned));
        news.On(Change("lan6", VrrpState.Backup, VrrpState.Master, TransitionReason.MasterResigned) with
        {
            Priority = 160,
        });
        news.On(Change("lan6", VrrpState.Master, VrrpState.Backup, TransitionReason.HigherPriorityHeard));

        await notifier.StopAsync(TimeSpan.FromSeconds(30));
        List<Notification> told = [];
        while (action.Waiting > 0)
        {
            told.Add(await action.NextAsync());
        }

        var group = Assert.Single(told, notification => notification.IsGroup);
        Assert.Equal(("lan", NotificationKind.Master, 160), (group.Subject, group.Kind, group.Priority));
    }

    [Fact]
    public async Task A_change_of_priority_is_told()
    {
        news.On(Change("wan", default, default, default) with
        {
            Kind = VrrpEventKind.PriorityChanged, PriorityBefore = 150, Priority = 90,
        });

        var told = await action.NextAsync();
        Assert.Equal((NotificationKind.PriorityChanged, 90, "priority 150 -> 90"),
            (told.Kind, told.Priority, told.Reason));
    }

    [Fact]
    public async Task Signs_of_two_owners_are_told_once_an_hour()
    {
        var rival = Change("wan", VrrpState.Master, VrrpState.Master, default) with { Kind = VrrpEventKind.RivalHeard };
        news.On(rival);
        news.On(rival with { At = new(3_599_000_000_000) });
        Assert.Contains("192.0.2.12 is Master, too", (await action.NextAsync()).Reason, StringComparison.Ordinal);

        news.On(rival with { At = new(3_600_000_000_000) });
        Assert.Equal((NotificationKind.SplitBrain, 2L),
            await action.NextAsync() is var told ? (told.Kind, told.Sequence) : default);
    }

    [Theory]
    [InlineData(VrrpEventKind.PeerMismatch, "the peer 192.0.2.12 is alive, but it speaks version 2")]
    [InlineData(VrrpEventKind.FirewallSuspected, "a firewall of this machine drops them")]
    [InlineData(VrrpEventKind.AddressClaimed, "has a virtual address")]
    public async Task Every_sign_of_two_owners_is_told(VrrpEventKind kind, string part)
    {
        news.On(Change("wan", default, default, default) with
        {
            Kind = kind, Drop = DropReason.WrongVersion, Detail = "it speaks version 2",
        });

        var told = await action.NextAsync();
        Assert.Equal(NotificationKind.SplitBrain, told.Kind);
        Assert.Contains(part, told.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_differs_but_is_heard_is_no_second_owner()
    {
        news.On(Change("wan", default, default, default) with
        {
            Kind = VrrpEventKind.PeerMismatch, Drop = DropReason.None, Detail = "other addresses",
        });

        await NothingMoreAsync();
    }

    [Fact]
    public async Task An_engine_that_fails_is_a_fault_of_every_instance()
    {
        news.On(new VrrpEvent { Kind = VrrpEventKind.EngineFailed, Detail = "no memory" });

        Assert.Equal("lan4 Fault", await action.NextWordAsync());
        Assert.Equal("lan6 Fault", await action.NextWordAsync());
        Assert.Equal("wan Fault", await action.NextWordAsync());
    }

    private async Task NothingMoreAsync()
    {
        await notifier.StopAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, action.Waiting);
    }

    private static VrrpEvent Change(string router, VrrpState from, VrrpState to, TransitionReason reason) => new()
    {
        Kind = VrrpEventKind.StateChanged,
        VirtualRouter = router,
        From = from,
        To = to,
        Reason = reason,
        Priority = 150,
        Peer = Peer,
        PeerPriority = 100,
    };

    private static VirtualRouterConfig Router(string name) => Lan4.Router with { Name = name };
}
