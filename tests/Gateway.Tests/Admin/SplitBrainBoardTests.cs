using Gateway.Admin;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Shared;

namespace Gateway.Tests.Admin;

/// <summary>Two owners of an address are seen by whoever asks, not by the readers of the log alone (issue 7, point
/// 1).</summary>
public sealed class SplitBrainBoardTests
{
    private readonly FakeTime _time = new();
    private readonly SplitBrainBoard _board;

    public SplitBrainBoardTests() => _board = new(_time);

    [Fact]
    public void A_rival_is_shown_with_its_time_until_nobody_has_told_of_it_for_long()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        _board.On(Sign(VrrpEventKind.RivalHeard));
        _time.Advance(TimeSpan.FromSeconds(70));

        var sign = _board.Of("lan4")!;

        Assert.Equal(
            ("RivalHeard", "192.0.2.12 is Master, too, with the lower priority 100, and does not yield"),
            (sign.Kind, sign.Text));
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromSeconds(70), sign.At);
        Assert.Null(_board.Of("lan6"));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(_board.Of("lan4"));
    }

    [Fact]
    public void Of_several_signs_the_one_that_names_the_cause_is_shown()
    {
        _board.On(Sign(VrrpEventKind.AddressClaimed));
        _board.On(Sign(VrrpEventKind.FirewallSuspected));
        _board.On(Sign(VrrpEventKind.RivalHeard));

        Assert.Equal("FirewallSuspected", _board.Of("lan4")!.Kind);
    }

    [Fact]
    public void It_is_over_when_one_of_the_two_has_yielded_and_not_when_the_second_one_begins()
    {
        _board.On(Sign(VrrpEventKind.FirewallSuspected));
        _board.On(Sign(VrrpEventKind.StateChanged) with { From = VrrpState.Backup, To = VrrpState.Master });
        Assert.NotNull(_board.Of("lan4"));

        _board.On(Sign(VrrpEventKind.StateChanged) with { From = VrrpState.Master, To = VrrpState.Backup });

        Assert.Null(_board.Of("lan4"));
    }

    private VrrpEvent Sign(VrrpEventKind kind) => new()
    {
        Kind = kind,
        At = new(_time.Now.Ticks * 100),
        VirtualRouter = "lan4",
        To = VrrpState.Master,
        Peer = IpAddr.Parse("192.0.2.12"),
        PeerPriority = 100,
        Address = AddressPrefix.Parse("192.0.2.10/32"),
    };
}
