using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>One virtual router at work: packets, trackers and faults in; the state machine decides; the executor does.
/// Owned by the engine thread; in a simulation, by the simulation.</summary>
internal sealed partial class VirtualRouter
{
    private static readonly Duration RetryAfterRefusal = Duration.FromSeconds(5);
    private static readonly Duration RestoreWindow = Duration.FromSeconds(1);

    // Beyond that somebody fights over the address, and the next renewal puts it back, at the latest a second later.
    // Fewer than the ten rounds after which `ip address flush` gives up.
    private const int RestoresPerWindow = 5;

    private static readonly Fault AddressRefused = new(FaultKind.AddressRefused);

    private readonly INetworkPort _port;
    private readonly EventRing _events;
    private readonly VrrpStateMachine _machine;
    private readonly EffectBuffer _effects = new();
    private readonly DropCounters _drops = new();
    private readonly InputRecorder? _recorder;
    private readonly int _recorded;
    private VirtualRouterConfig _config;
    private PriorityLedger _ledger;
    private EffectExecutor _executor;
    private Instant _retryAt = Instant.Never;
    private Instant _restoresSince;
    private int _restores;
    private long _masterTransitions;
    private NewMasterReason _newMasterReason;

    /// <summary>A virtual router in Initialize.</summary>
    /// <param name="config">What it is to be.</param>
    /// <param name="port">Its interface.</param>
    /// <param name="events">Takes what it tells.</param>
    /// <param name="inSyncGroup">Whether a <see cref="RouterGroup"/> will decide with it.</param>
    /// <param name="recorder">Writes down all that its machine is told; null for nobody.</param>
    public VirtualRouter(
        VirtualRouterConfig config, INetworkPort port, EventRing events, bool inSyncGroup = false,
        InputRecorder? recorder = null)
    {
        _config = config;
        _port = port;
        _events = events;
        _ledger = new PriorityLedger(config.Priority, config.Track);
        _executor = new EffectExecutor(config, port, events);
        _rules = RulesOf(config);
        _replays = ReplayGuardOf(config, former: null);
        var settings = SettingsOf(config, _ledger.Effective, inSyncGroup);
        _machine = new VrrpStateMachine(settings);
        _recorder = recorder;
        _recorded = recorder?.Add(config.Name, settings) ?? 0;
    }

    /// <summary>The group that decides with it who is Master; null when it is alone.</summary>
    public RouterGroup? Group { get; set; }

    /// <summary>What it was configured to be.</summary>
    public VirtualRouterConfig Config => _config;

    /// <summary>Its state.</summary>
    public VrrpState State => _machine.State;

    /// <summary>Its addresses as they stand on the interface while Master.</summary>
    public ReadOnlySpan<OwnedAddress> Addresses => _executor.Addresses;

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Instant NextTimeout => Earliest(
        _machine.NextTimeout, _retryAt, _sourceGivenUpAt, _probeAt, _mismatchOverAt);

    /// <summary>Begins. Trackers with weight 0 keep it in Fault until their first good word.</summary>
    public void Start(Instant now)
    {
        RaiseVitalFaults(now);
        Handle(now, VrrpInput.Startup);
    }

    /// <summary>Ends in good order, and in a sync group by itself.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="inherited">What others of this machine that are Master own from now on; null for nothing.</param>
    public void Stop(Instant now, ImmutableHashSet<OwnedAddress>? inherited = null)
    {
        Group = null;
        _executor.Bequeath(inherited ?? []);
        Handle(now, VrrpInput.Shutdown);
    }

    /// <summary>Time has passed.</summary>
    public void Tick(Instant now)
    {
        if (now >= _retryAt)
        {
            _retryAt = Instant.Never;
            Clear(now, AddressRefused);
        }

        TickSource(now);
        TickProbe(now);
        TickMismatch(now);
        if (now >= _machine.NextTimeout)
        {
            Handle(now, VrrpInput.Tick);
        }
    }

    /// <summary>A tracker's word.</summary>
    public void SetTracker(Instant now, int tracker, Demotion word)
    {
        var before = _ledger.Effective;
        if (!_ledger.Set(tracker, word) && !_ledger.IsVital(tracker))
        {
            return;
        }

        if (_ledger.Effective != before)
        {
            Handle(now, VrrpInput.PriorityChanged(_ledger.Effective));
            PublishPriority(now, before);
        }

        if (_ledger.IsVital(tracker))
        {
            SetFault(now, new Fault(FaultKind.TrackerDown, tracker), word.IsFull);
        }
    }

    /// <summary>Adds a fault to the set, or takes it away.</summary>
    public void SetFault(Instant now, Fault fault, bool raised)
    {
        if (raised)
        {
            Raise(now, fault);
        }
        else
        {
            Clear(now, fault);
        }
    }

    /// <summary>The kernel says that an address is gone. Only while Master is that news.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="address">Which.</param>
    /// <param name="interfaceName">From where.</param>
    /// <param name="madeRoom">Whether the engine removed it, for the sake of an address of the machine.</param>
    public void AddressLost(Instant now, AddressPrefix address, string interfaceName, bool madeRoom = false)
    {
        if (_machine.State != VrrpState.Master || !Addresses.Contains(new OwnedAddress(address, interfaceName)))
        {
            return;
        }

        if (now - _restoresSince >= RestoreWindow)
        {
            (_restoresSince, _restores) = (now, 0);
        }

        if (++_restores <= RestoresPerWindow)
        {
            _executor.NoteLost(now, address, madeRoom);
            Handle(now, VrrpInput.AddressLost);
        }
    }

    /// <summary>What it looks like.</summary>
    /// <param name="segmentDrops">Packets discarded on the interface before it was clear whom they meant.</param>
    public VirtualRouterSnapshot Snapshot(DropCounters? segmentDrops) => new()
    {
        Name = _config.Name,
        State = _machine.State,
        Reason = _machine.Reason,
        Since = _machine.Since,
        Priority = _machine.Priority,
        BasePriority = _ledger.Base,
        PriorityParts = _ledger.Parts,
        NewMasterReason = _newMasterReason,
        IsDraining = _machine.IsDraining,
        DrainStage = _machine.DrainStage,
        PatienceBegan = _machine.PatienceBegan,
        UnrelievedDrains = _machine.UnrelievedDrains,
        Source = _executor.Source,
        Peer = _peer is null ? null : _peer with { },
        Mismatch = _mismatch,
        Faults = _machine.Faults.ToImmutableArray(),
        AdvertisementsSent = _executor.AdvertisementsSent,
        AdvertisementsReceived = _advertisementsReceived,
        MasterTransitions = _masterTransitions,
        PriorityZeroSent = _executor.PriorityZeroSent,
        LeaseRenewals = _executor.LeaseRenewals,
        PriorityZeroReceived = _priorityZeroReceived,
        AddressListsDifferent = _addressListsDifferent,
        Dropped = _drops.Plus(segmentDrops),
    };

    // An interface may have spoken already.
    private void RaiseVitalFaults(Instant now)
    {
        foreach (var tracked in _config.Track)
        {
            if (tracked.Weight == 0 && !_ledger.IsUp(tracked.Tracker))
            {
                Raise(now, new Fault(FaultKind.TrackerDown, tracked.Tracker));
            }
        }
    }

    private void PublishPriority(Instant now, byte before) =>
        _events.Publish(About(now, VrrpEventKind.PriorityChanged) with
        {
            PriorityBefore = before,
            PriorityParts = _ledger.Parts,
        });

    private void Raise(Instant now, Fault fault)
    {
        if (!_machine.Faults.Contains(fault))
        {
            // BEFORE the transition, whose reason it is.
            _events.Publish(About(now, VrrpEventKind.FaultRaised) with { Fault = fault });
            Handle(now, VrrpInput.FaultRaised(fault));
        }
    }

    private void Clear(Instant now, Fault fault)
    {
        if (_machine.Faults.Contains(fault))
        {
            _witnessedUnheard = 0;
            _events.Publish(About(now, VrrpEventKind.FaultCleared) with { Fault = fault });
            Handle(now, VrrpInput.FaultCleared(fault));
        }
    }

    private void Handle(Instant now, in VrrpInput input)
    {
        var wasMaster = _machine.State == VrrpState.Master;
        _machine.Handle(now, input, _effects);
        // BEFORE they are carried out, which may lead to the next input.
        _recorder?.Record(_recorded, now, input, _effects);
        Carry(now, wasMaster);
    }

    private void Carry(Instant now, bool wasMaster)
    {
        var done = _executor.Execute(now, _machine, _effects);
        if (!done)
        {
            // Not Master in the eyes of the kernel, so not in anybody's: back off, and try again later.
            _retryAt = now + RetryAfterRefusal;
            Raise(now, AddressRefused);
        }
        else if (!wasMaster && _machine.State == VrrpState.Master)
        {
            _masterTransitions++;
            _newMasterReason = _machine.Reason switch
            {
                TransitionReason.LowerPriorityPreempted => NewMasterReason.Preempted,
                TransitionReason.AddressOwner or TransitionReason.Adopted => NewMasterReason.Priority,
                _ => NewMasterReason.NoResponse,
            };
            _rivalsSinceMaster = 0;
            _probeAt = now + FirstProbe;
        }

        Group?.Settle(now);
    }

    private static Instant Earliest(params ReadOnlySpan<Instant> deadlines)
    {
        var earliest = Instant.Never;
        foreach (var deadline in deadlines)
        {
            earliest = deadline < earliest ? deadline : earliest;
        }

        return earliest;
    }

    private VrrpEvent About(Instant now, VrrpEventKind kind) => _executor.About(now, _machine, kind);
}
