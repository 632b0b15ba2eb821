using Gateway.Admin;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Shared;

namespace Gateway.Tests.Admin;

/// <summary>Transitions with reasons and a millisecond timeline of each failover (issue 7, point 1).</summary>
public sealed class HistoryBoardTests
{
    private readonly FakeTime _time = new();
    private readonly HistoryBoard _board;

    public HistoryBoardTests()
    {
        _time.Advance(TimeSpan.FromSeconds(100));
        _board = new(() => new VrrpConfig { VirtualRouters = [], Trackers = ["proxy"] }, _time);
    }

    [Fact]
    public void A_takeover_has_what_was_heard_decided_acked_and_announced_in_milliseconds()
    {
        var began = At(99_999.5);
        _board.On(new()
        {
            Kind = VrrpEventKind.StateChanged,
            At = At(99_999),
            VirtualRouter = "lan4",
            From = VrrpState.Backup,
            To = VrrpState.Master,
            Reason = TransitionReason.MasterSilent,
            Priority = 150,
            Peer = IpAddr.Parse("192.0.2.11"),
            PeerPriority = 240,
            HeardAt = At(96_000),
            Takeover = new(
                began, Duration.FromMilliseconds(1), Duration.FromMilliseconds(2), Duration.FromMilliseconds(3)),
        });

        var entry = Assert.Single(_board.Entries);

        Assert.Equal((1, "lan4", "Backup", "Master", "MasterSilent", "192.0.2.11"),
            (entry.Id, entry.Instance, entry.From, entry.To, entry.Reason, entry.Peer));
        Assert.Equal("the Master 192.0.2.11 fell silent", entry.Why);
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromMilliseconds(1), entry.At);
        Assert.Equal(
            [
                "-3999 heard the last advertisement of 192.0.2.11, priority 240",
                "0 decided Backup -> Master: the Master 192.0.2.11 fell silent",
                "1.5 acked the kernel has confirmed the addresses",
                "2.5 advertised the first advertisement has left",
                "3.5 announced the segment was told who has the addresses",
            ],
            entry.Timeline.Select(step => FormattableString.Invariant($"{step.Milliseconds} {step.Kind} {step.Text}")));
        Assert.Equal(4002.5, entry.TookMilliseconds);
    }

    [Fact]
    public void What_led_to_a_transition_is_in_its_timeline_and_what_is_long_ago_or_of_another_is_not()
    {
        _board.On(new() { Kind = VrrpEventKind.TrackerChanged, At = At(50_000), Tracker = "old" });
        VrrpEvent at = new() { Kind = VrrpEventKind.TrackerChanged, At = At(98_000) };
        VrrpEvent lower = at with { Kind = VrrpEventKind.PriorityChanged, PriorityBefore = 150, Priority = 90 };
        _board.On(at with { Tracker = "proxy", Demotion = Demotion.Full });
        _board.On(lower with { VirtualRouter = "lan4" });
        _board.On(lower with { VirtualRouter = "lan6" });
        _board.On(Change(VrrpState.Master, VrrpState.Backup, TransitionReason.HigherPriorityHeard));

        var entry = Assert.Single(_board.Entries);

        Assert.Equal(["proxy fails", "priority 150 -> 90", "Master -> Backup: 192.0.2.11 has the higher priority 200"],
            entry.Timeline.Select(step => step.Text));
        Assert.Null(entry.TookMilliseconds);
    }

    [Fact]
    public void The_oldest_are_forgotten_and_every_new_one_is_told()
    {
        var told = 0;
        _board.Added += _ => told++;

        for (var i = 0; i < HistoryBoard.Remembered + 3; i++)
        {
            _board.On(Change(VrrpState.Backup, VrrpState.Fault, TransitionReason.FaultRaised));
        }

        Assert.Equal(HistoryBoard.Remembered + 3, told);
        Assert.Equal(HistoryBoard.Remembered, _board.Entries.Count());
        Assert.Equal(4, _board.Entries.First().Id);
    }

    [Fact]
    public void A_fault_and_a_handover_are_named_in_the_reason_and_in_the_timeline()
    {
        HistoryBoard board = new(() => new() { VirtualRouters = [Lan4.Router], Trackers = [] }, _time)
        {
            Purpose = new() { IsHandover = true },
        };
        board.On(Change(VrrpState.Master, VrrpState.Fault, TransitionReason.FaultRaised) with
        {
            Faults = [new(FaultKind.InterfaceDown)],
        });
        board.On(Change(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained));

        Assert.Equal(
            [
                ("it cannot serve: eth0 is down", "Master -> Fault: it cannot serve: eth0 is down"),
                ("its addresses were handed over, and 192.0.2.11 took over",
                    "Master -> Backup: its addresses were handed over, and 192.0.2.11 took over"),
            ],
            board.Entries.Select(entry => (entry.Why, Assert.Single(entry.Timeline).Text)));
    }

    /// <summary>Whoever is heard later is not who fell silent.</summary>
    [Fact]
    public void The_reason_of_a_state_stays_that_of_its_transition()
    {
        _board.On(Change(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent) with { Peer = default });
        _board.On(Change(VrrpState.Initialize, VrrpState.Backup, TransitionReason.Startup) with { VirtualRouter = "lan6" });

        Assert.Equal("no Master was heard", _board.LatestOf("lan4")!.Why);
        Assert.Null(_board.LatestOf("dmz"));
    }

    private static Instant At(double milliseconds) => new((long)(milliseconds * 1e6));

    private static VrrpEvent Change(VrrpState from, VrrpState to, TransitionReason reason) => new()
    {
        Kind = VrrpEventKind.StateChanged,
        At = At(99_000),
        VirtualRouter = "lan4",
        From = from,
        To = to,
        Reason = reason,
        Peer = IpAddr.Parse("192.0.2.11"),
        PeerPriority = 200,
    };
}
