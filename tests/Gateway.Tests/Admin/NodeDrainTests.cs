using System.Collections.Immutable;
using Gateway.Admin;
using Gateway.Admin.Operation;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Tests.Admin;

/// <summary>Drain, undrain and handover: planned, make before break, waited for and reported (issue 7, point
/// 1).</summary>
public sealed class NodeDrainTests : IDisposable
{
    private readonly List<string> _calls = [];
    private readonly NodeDrain _drain;
    private VirtualRouterSnapshot _router = Snapshot(VrrpState.Master);
    private VrrpConfig _config = Config(preempt: true);
    private Action _onDrain;
    private Action _onUndrain = () => { };
    private bool _isDeaf;

    public NodeDrainTests()
    {
        _onDrain = () => _router = Snapshot(VrrpState.Backup, peerPriority: 100);
        DrainPort port = new(Look, Drain, Undrain, LeadAsync);
        _drain = new(port, () => _config, TimeProvider.System);
    }

    public void Dispose() => _drain.Dispose();

    [Fact]
    public async Task A_drain_leads_clients_away_first_waits_for_the_address_and_lasts()
    {
        var report = await _drain.DrainAsync(CancellationToken.None);

        Assert.Equal(["lead", "drain", "led"], _calls);
        Assert.True(report is { Done: true, Action: "drain", Milliseconds: > 0 }, report.ToString());
        var move = Assert.Single(report.Moves);
        Assert.Equal(("lan4", "Master", "Backup", "192.0.2.11", "192.0.2.11 has the addresses"),
            (move.Instance, move.Before, move.After, move.Peer, move.Text));
        Assert.True(_drain.IsDrained);
    }

    [Fact]
    public async Task A_backup_leads_nobody_away()
    {
        _router = Snapshot(VrrpState.Backup, peerPriority: 100);

        var report = await _drain.DrainAsync(CancellationToken.None);

        Assert.Equal(["drain"], _calls);
        Assert.True(report.Done && _drain.IsDrained);
    }

    [Fact]
    public async Task Nobody_who_takes_over_is_told()
    {
        _onDrain = () => _router = Snapshot(VrrpState.Master) with { UnrelievedDrains = 1 };

        var report = await _drain.DrainAsync(CancellationToken.None);

        Assert.True(report is { Done: false, Milliseconds: < 5000 }, report.ToString());
        var move = Assert.Single(report.Moves);
        Assert.Equal(("Master", "Master", null), (move.Before, move.After, move.Peer));
        Assert.Equal("nobody took over: the addresses stay here, and are served until somebody does", move.Text);
        Assert.True(_drain.IsDrained);
    }

    [Fact]
    public async Task A_handover_that_nobody_takes_over_fails_and_changes_nothing()
    {
        _onDrain = () => _router = Snapshot(VrrpState.Master) with { UnrelievedDrains = 1 };

        var report = await _drain.HandoverAsync(CancellationToken.None);

        Assert.False(report.Done);
        Assert.Equal(["lead", "drain", "led", "undrain"], _calls);
        Assert.False(_drain.IsDrained || _drain.IsHandedOver);
    }

    // The second one is told from the first, which was in vain, too.
    [Fact]
    public async Task A_drained_node_whose_handover_nobody_takes_stays_drained()
    {
        var drains = 0;
        _onDrain = () => _router = Snapshot(VrrpState.Master) with { UnrelievedDrains = ++drains };
        _ = await _drain.DrainAsync(CancellationToken.None);

        var report = await _drain.HandoverAsync(CancellationToken.None);

        Assert.False(report.Done);
        Assert.DoesNotContain("undrain", _calls);
        Assert.True(_drain.IsDrained);
        _onDrain = () => _router = Snapshot(VrrpState.Backup, peerPriority: 100);
        Assert.True((await _drain.HandoverAsync(CancellationToken.None)).Done);
    }

    [Fact]
    public async Task Addresses_that_left_without_a_successor_have_not_been_handed_over()
    {
        _onDrain = () => _router = Snapshot(VrrpState.Fault);

        var report = await _drain.DrainAsync(CancellationToken.None);

        Assert.True(report is { Done: false, Milliseconds: < 5000 }, report.ToString());
    }

    [Fact]
    public async Task An_undrain_waits_for_the_addresses_that_come_back()
    {
        _ = await _drain.DrainAsync(CancellationToken.None);
        _onUndrain = () => _router = Snapshot(VrrpState.Master);

        var report = await _drain.UndrainAsync(CancellationToken.None);

        Assert.True(report.Done);
        Assert.Equal("it has its addresses again", Assert.Single(report.Moves).Text);
        Assert.False(_drain.IsDrained);
    }

    // The word of the Master came late, as it does on a busy machine.
    [Fact]
    public async Task An_undrain_waits_for_nothing_that_a_higher_Master_keeps()
    {
        _router = Snapshot(VrrpState.Backup);
        _onUndrain = () => _router = Snapshot(VrrpState.Backup, peerPriority: 255);

        var report = await _drain.UndrainAsync(CancellationToken.None);

        Assert.True(report is { Done: true, Milliseconds: < 5000 }, report.ToString());
        Assert.Equal("192.0.2.11 has the addresses", Assert.Single(report.Moves).Text);
    }

    [Fact]
    public async Task Without_preempt_an_undrain_does_not_wait()
    {
        _config = Config(preempt: false);
        _ = await _drain.DrainAsync(CancellationToken.None);

        var report = await _drain.UndrainAsync(CancellationToken.None);

        Assert.True(report is { Done: true, Milliseconds: < 5000 }, report.ToString());
        Assert.Equal("192.0.2.11 has the addresses", Assert.Single(report.Moves).Text);
    }

    [Fact]
    public async Task Who_cannot_serve_says_why_and_a_drain_is_no_handover()
    {
        _drain.Purpose.IsHandover = true;
        _router = Snapshot(VrrpState.Fault) with { Faults = [new(FaultKind.CarrierLost)] };
        _onDrain = () => { };

        var report = await _drain.DrainAsync(CancellationToken.None);

        Assert.Equal("it cannot serve: eth0 has no carrier", Assert.Single(report.Moves).Text);
        Assert.False(_drain.Purpose.IsHandover);
    }

    [Fact]
    public async Task A_handover_is_over_at_once_where_nothing_comes_back()
    {
        _config = Config(preempt: false);

        var report = await _drain.HandoverAsync(CancellationToken.None);

        Assert.Equal(["lead", "drain", "led", "undrain"], _calls);
        Assert.True(report.Done);
        Assert.False(_drain.IsDrained || _drain.IsHandedOver);
    }

    [Fact]
    public async Task A_handover_by_the_higher_priority_lasts_until_the_peer_goes()
    {
        _ = await _drain.HandoverAsync(CancellationToken.None);

        Assert.True(_drain.IsHandedOver);
        Assert.True(_drain.Purpose.IsHandover);
        Assert.DoesNotContain("undrain", _calls);

        _drain.On(new() { Kind = VrrpEventKind.StateChanged, VirtualRouter = "lan4", To = VrrpState.Backup });
        Assert.True(_drain.IsHandedOver);
        _drain.On(new() { Kind = VrrpEventKind.StateChanged, VirtualRouter = "lan4", To = VrrpState.Master });

        Assert.False(_drain.IsHandedOver);
        Assert.False(_drain.Purpose.IsHandover);
        Assert.Equal("undrain", _calls[^1]);
    }

    [Fact]
    public async Task An_engine_that_hears_nobody_is_an_error()
    {
        _isDeaf = true;

        await Assert.ThrowsAsync<AdminException>(() => _drain.DrainAsync(CancellationToken.None));

        Assert.Equal(["lead", "led"], _calls);
        Assert.False(_drain.IsDrained);
    }

    private static VrrpConfig Config(bool preempt) => new()
    {
        VirtualRouters = [Lan4.Router with { Preempt = preempt }],
        Trackers = [],
    };

    private static VirtualRouterSnapshot Snapshot(VrrpState state, byte? peerPriority = null) => new()
    {
        Name = "lan4",
        State = state,
        Reason = TransitionReason.Startup,
        Since = default,
        Priority = 150,
        BasePriority = 150,
        Faults = [],
        AdvertisementsSent = 0,
        AdvertisementsReceived = 0,
        MasterTransitions = 0,
        Dropped = ImmutableArray<long>.Empty,
        Peer = peerPriority is not { } priority ? null : new()
        {
            Address = IpAddr.Parse("192.0.2.11"),
            HeardAt = new EngineTime(TimeProvider.System).Now,
            Priority = priority,
            Interval = Duration.FromSeconds(60),
        },
    };

    private EngineSnapshot Look() => EngineSnapshot.Empty with { VirtualRouters = [_router] };

    private bool Drain()
    {
        if (_isDeaf)
        {
            return false;
        }

        _calls.Add("drain");
        _onDrain();
        return true;
    }

    private bool Undrain()
    {
        _calls.Add("undrain");
        _onUndrain();
        return true;
    }

    private Task<IDisposable> LeadAsync()
    {
        _calls.Add("lead");
        return Task.FromResult<IDisposable>(new Led(_calls));
    }

    private sealed class Led(List<string> calls) : IDisposable
    {
        public void Dispose() => calls.Add("led");
    }
}
