using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Tests.Observability;

/// <summary>A person who reads the log at the default level learns who became what, why, and what comes next.</summary>
public sealed class VrrpLogTests
{
    private static readonly VrrpConfig Config = new()
    {
        VirtualRouters = [Lan4.Router],
        Trackers = ["uplink"],
    };

    private static readonly VrrpEvent Change = new()
    {
        Kind = VrrpEventKind.StateChanged,
        VirtualRouter = "lan4",
        Priority = 150,
        Peer = IpAddr.Parse("192.0.2.12"),
        PeerPriority = 100,
        MasterDownInterval = new(3_414_062_500),
    };

    [Fact]
    public void A_takeover_says_why_and_what_it_owns() => Assert.Equal(
        "Information: lan4: Backup -> Master because the Master 192.0.2.12 fell silent; priority 150. "
        + "It owns 192.0.2.100.",
        Line(Change with { From = VrrpState.Backup, To = VrrpState.Master, Reason = TransitionReason.MasterSilent }));

    [Fact]
    public void A_step_down_says_who_won_and_how_long_it_will_listen() => Assert.Equal(
        "Information: lan4: Master -> Backup because 192.0.2.12 has the higher priority 100; priority 150. "
        + "It listens, and takes over after 3.414s of silence.",
        Line(Change with
        {
            From = VrrpState.Master, To = VrrpState.Backup, Reason = TransitionReason.HigherPriorityHeard,
        }));

    [Fact]
    public void A_new_priority_is_shown_with_its_parts() => Assert.Equal(
        "Information: lan4: priority 150 -> 90 (Master): 150 - 60 (uplink) = 90. The highest priority becomes Master.",
        Line(Change with
        {
            Kind = VrrpEventKind.PriorityChanged, To = VrrpState.Master, PriorityBefore = 150, Priority = 90,
            PriorityParts = [new(0, -60, Demotion.Full, -60)],
        }));

    [Theory]
    [InlineData(0, "succeeds")]
    [InlineData(40, "succeeds, but 40 % ill")]
    [InlineData(100, "fails")]
    public void A_tracker_says_how_ill_it_is(byte percent, string word) => Assert.Equal(
        $"Information: Tracker uplink {word}: the priorities that track it change.",
        Line(new() { Kind = VrrpEventKind.TrackerChanged, Tracker = "uplink", Demotion = new(percent) }));

    [Fact]
    public void A_fault_says_what_is_wrong() => Assert.Equal(
        "Warning: lan4: fault: eth0 has no carrier.",
        Line(Change with { Kind = VrrpEventKind.FaultRaised, Fault = new(FaultKind.CarrierLost) }));

    [Fact]
    public void Who_cannot_serve_says_everything_that_keeps_it_from_it() => Assert.Equal(
        "Information: lan4: Backup -> Fault because it cannot serve: eth0 has no carrier, and uplink fails, which has "
        + "weight 0; priority 150. It owns nothing and sends nothing until every fault is over.",
        Line(Change with
        {
            From = VrrpState.Backup, To = VrrpState.Fault, Reason = TransitionReason.FaultRaised,
            Faults = [new(FaultKind.CarrierLost), new(FaultKind.TrackerDown, 0)],
        }));

    [Fact]
    public void The_member_of_a_group_that_cannot_serve_is_named()
    {
        var group = Config with
        {
            VirtualRouters = [Lan4.Router, Lan4.Router with { Name = "lan6" }],
            SyncGroups = [new("lan", [1, 0])],
        };

        Assert.Equal(
            "lan6 of its sync group cannot serve",
            VrrpSentences.What(new(FaultKind.GroupMemberDown, 0), group, "lan4"));
    }

    [Theory]
    [InlineData(true, "its addresses were handed over, and 192.0.2.12 took over")]
    [InlineData(false, "it was drained, and 192.0.2.12 took over")]
    public void A_handover_is_not_called_a_drain(bool isHandover, string why)
    {
        var left = Change with
        {
            From = VrrpState.Master, To = VrrpState.Backup, Reason = TransitionReason.Drained,
        };

        Assert.Equal(why, VrrpSentences.Why(left, Config, new() { IsHandover = isHandover }));
    }

    [Fact]
    public void A_fault_that_is_over_does_not_read_as_one() => Assert.Equal(
        "Information: lan4: the fault \"eth0 has no carrier\" is over.",
        Line(Change with { Kind = VrrpEventKind.FaultCleared, Fault = new(FaultKind.CarrierLost) }));

    [Fact]
    public void Who_is_no_peer_is_not_told_to_agree_with_us()
    {
        using var log = new RecordedLog();
        var unicast = Config.VirtualRouters[0] with { Peers = [IpAddr.Parse("192.0.2.12")] };
        var mismatch = Change with
        {
            Kind = VrrpEventKind.PeerMismatch, Drop = DropReason.WrongVersion, Detail = "it speaks version 2",
        };
        var observer = new VrrpLog(Config with { VirtualRouters = [unicast] }, log.Of<VrrpLog>());

        observer.On(mismatch with { Peer = IpAddr.Parse("192.0.2.50") });
        observer.On(mismatch);

        Assert.Collection(
            log.Lines,
            line => Assert.Contains("It is no node of the file, and ", line, StringComparison.Ordinal),
            line => Assert.Contains("set the same version on all nodes", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Discarded_advertisements_say_what_to_look_at() => Assert.Equal(
        "Warning: lan4: discarded 7 advertisement(s): of another VRRP version: set the same version on all nodes.",
        Line(Change with
        {
            Kind = VrrpEventKind.AdvertisementsDropped, Drop = DropReason.WrongVersion, Count = 7,
        }));

    [Fact]
    public void A_late_engine_says_what_is_at_stake() => Assert.Equal(
        "Warning: lan4: this process woke up 120ms late (3 time(s)). A Master that is 200ms late loses its addresses: a "
        + "Backup takes over. Find out what keeps the machine busy, or lengthen AdvertisementInterval.",
        Line(Change with
        {
            Kind = VrrpEventKind.LoopLate, Late = Duration.FromMilliseconds(120), Limit = Duration.FromMilliseconds(200),
            Count = 3, Detail = "a Backup takes over",
        }));

    [Fact]
    public void Every_kind_of_event_has_a_line()
    {
        foreach (var kind in Enum.GetValues<VrrpEventKind>())
        {
            Assert.NotEmpty(Line(Change with { Kind = kind, Tracker = "uplink", Detail = "it said so." }));
        }
    }

    [Fact]
    public void Every_reason_has_words_of_its_own()
    {
        var words = Enum.GetValues<TransitionReason>().Select(
            reason => VrrpSentences.Why(Change with { Reason = reason }, Config, new()));
        var drops = Enum.GetValues<DropReason>().Select(VrrpSentences.Why);
        var faults = Enum.GetValues<FaultKind>().Select(kind => VrrpSentences.What(new(kind), Config, "lan4"));

        Assert.Distinct(words);
        Assert.Distinct(drops);
        Assert.Distinct(faults);
    }

    [Fact]
    public void Behind_a_new_configuration_the_log_speaks_of_its_routers_and_trackers()
    {
        using var log = new RecordedLog();
        var observer = new VrrpLog(Config, log.Of<VrrpLog>());
        observer.Follow(Config with
        {
            VirtualRouters = [Config.VirtualRouters[0] with { Name = "dmz", Interface = "eth9" }],
            Trackers = ["database"],
        });

        observer.On(Change with
        {
            Kind = VrrpEventKind.FaultRaised,
            VirtualRouter = "dmz",
            Fault = new(FaultKind.TrackerDown, 0),
        });
        observer.On(Change with { Kind = VrrpEventKind.FaultRaised, Fault = new(FaultKind.CarrierLost) });
        observer.On(Change with
        {
            Kind = VrrpEventKind.FaultRaised,
            VirtualRouter = "dmz",
            Fault = new(FaultKind.CarrierLost),
        });

        Assert.Collection(
            log.Lines,
            line => Assert.Contains("database fails", line, StringComparison.Ordinal),
            line => Assert.Contains("lan4: fault", line, StringComparison.Ordinal),
            line => Assert.Contains("eth9 has no carrier", line, StringComparison.Ordinal));
    }

    private static string Line(VrrpEvent vrrpEvent)
    {
        using var log = new RecordedLog();
        new VrrpLog(Config, log.Of<VrrpLog>()).On(vrrpEvent);
        return Assert.Single(log.Lines);
    }
}
