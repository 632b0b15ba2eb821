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

    // Beyond that somebody fights over the address: the next renewal puts it back, at the latest a second later.
    private const int RestoresPerWindow = 10;

    // One or two are the last words of a Master that has just heard us.
    private const int RivalsWorthAWord = 3;

    private static readonly Fault AddressRefused = new(FaultKind.AddressRefused);

    private readonly VirtualRouterConfig _config;
    private readonly EventRing _events;
    private readonly PriorityLedger _ledger;
    private readonly VrrpStateMachine _machine;
    private readonly EffectExecutor _executor;
    private readonly EffectBuffer _effects = new();
    private readonly DropCounters _drops = new();
    private readonly AdvertisementRules _rules;
    private Instant _retryAt = Instant.Never;
    private Instant _restoresSince;
    private int _restores;
    private RepeatGate _rivals;
    private int _rivalsSinceMaster;
    private long _advertisementsReceived;
    private long _masterTransitions;

    /// <summary>A virtual router in Initialize.</summary>
    /// <param name="config">What it is to be.</param>
    /// <param name="port">Its interface.</param>
    /// <param name="events">Takes what it tells.</param>
    /// <param name="inSyncGroup">Whether a <see cref="RouterGroup"/> will decide with it.</param>
    public VirtualRouter(
        VirtualRouterConfig config, INetworkPort port, EventRing events, bool inSyncGroup = false)
    {
        _config = config;
        _events = events;
        _ledger = new PriorityLedger(config.Priority, config.Track);
        _executor = new EffectExecutor(config, port, events);
        _rules = new() { Version = config.Version, Interval = config.AdvertisementInterval };
        _machine = new VrrpStateMachine(new()
        {
            Priority = _ledger.Effective,
            AdvertisementInterval = config.AdvertisementInterval,
            Preempt = config.Preempt,
            Version = config.Version,
            PreemptDelay = config.PreemptDelay,
            RecoveryHold = config.RecoveryHold,
            StartupDelay = config.StartupDelay,
            Announcements = config.Announcements,
            InSyncGroup = inSyncGroup,
            // The port has no way to ask the segment: the wait would be for nothing.
            ProbeBeforeFirstTakeover = false,
        });
    }

    /// <summary>What it was configured to be.</summary>
    public VirtualRouterConfig Config => _config;

    /// <summary>Its state.</summary>
    public VrrpState State => _machine.State;

    /// <summary>Its addresses as they stand on the interface while Master.</summary>
    public ReadOnlySpan<AddressPrefix> Addresses => _executor.Addresses;

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Instant NextTimeout => _machine.NextTimeout < _retryAt ? _machine.NextTimeout : _retryAt;

    /// <summary>Begins. Trackers with weight 0 keep it in Fault until their first good word.</summary>
    public void Start(Instant now)
    {
        foreach (var tracked in _config.Track)
        {
            if (tracked.Weight == 0)
            {
                Raise(now, new Fault(FaultKind.TrackerDown, tracked.Tracker));
            }
        }

        Handle(now, VrrpInput.Startup);
    }

    /// <summary>Ends in good order.</summary>
    public void Stop(Instant now) => Handle(now, VrrpInput.Shutdown);

    /// <summary>Time has passed.</summary>
    public void Tick(Instant now)
    {
        if (now >= _retryAt)
        {
            _retryAt = Instant.Never;
            Clear(now, AddressRefused);
        }

        if (now >= _machine.NextTimeout)
        {
            Handle(now, VrrpInput.Tick);
        }
    }

    /// <summary>A packet for this virtual router id came in, IP header included.</summary>
    public void Receive(Instant now, ReadOnlySpan<byte> packet)
    {
        var advertisement = default(Advertisement);
        if (!IPv4Packet.TryRead(packet, out var datagram, out var drop)
            || !AdvertisementReader.TryRead(datagram, _rules, out advertisement, out drop))
        {
            Count(now, drop);
            return;
        }

        _advertisementsReceived++;
        // Routers that check the checksum at all accept only one form: send what the peer sends.
        _executor.ChecksumForm = advertisement.ChecksumForm;
        Handle(now, VrrpInput.Advertisement(advertisement.Priority, advertisement.Interval, advertisement.Source));
        if (_machine.State == VrrpState.Master && advertisement.Priority != 0)
        {
            CountRival(now, advertisement);
        }
    }

    /// <summary>A tracker's word.</summary>
    public void SetTracker(Instant now, int tracker, bool up)
    {
        var before = _ledger.Effective;
        if (!_ledger.Set(tracker, up) && !_ledger.IsVital(tracker))
        {
            return;
        }

        if (_ledger.Effective != before)
        {
            Handle(now, VrrpInput.PriorityChanged(_ledger.Effective));
            _events.Publish(About(now, VrrpEventKind.PriorityChanged) with { PriorityBefore = before });
        }

        if (_ledger.IsVital(tracker))
        {
            SetFault(now, new Fault(FaultKind.TrackerDown, tracker), !up);
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

    /// <summary>Our advertisements come from that address.</summary>
    public void SetSource(Instant now, IpAddr source)
    {
        _executor.Source = source;
        _rules.OwnSource = source;
        Handle(now, VrrpInput.SourceAddress(source));
    }

    /// <summary>The kernel says that an address is gone. Only while Master is that news.</summary>
    public void AddressLost(Instant now, AddressPrefix address)
    {
        if (_machine.State != VrrpState.Master || !Addresses.Contains(address))
        {
            return;
        }

        if (now - _restoresSince >= RestoreWindow)
        {
            (_restoresSince, _restores) = (now, 0);
        }

        if (++_restores <= RestoresPerWindow)
        {
            _executor.NoteLost(now, address);
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
        Faults = _machine.Faults.ToImmutableArray(),
        AdvertisementsSent = _executor.AdvertisementsSent,
        AdvertisementsReceived = _advertisementsReceived,
        MasterTransitions = _masterTransitions,
        Dropped = _drops.Plus(segmentDrops),
    };

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
            _events.Publish(About(now, VrrpEventKind.FaultCleared) with { Fault = fault });
            Handle(now, VrrpInput.FaultCleared(fault));
        }
    }

    private void Handle(Instant now, in VrrpInput input)
    {
        var wasMaster = _machine.State == VrrpState.Master;
        _machine.Handle(now, input, _effects);
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
            _rivalsSinceMaster = 0;
        }
    }

    private void CountRival(Instant now, in Advertisement advertisement)
    {
        if (++_rivalsSinceMaster >= RivalsWorthAWord && _rivals.Count(now, out var untold))
        {
            _events.Publish(About(now, VrrpEventKind.RivalHeard) with
            {
                Peer = advertisement.Source,
                PeerPriority = advertisement.Priority,
                Count = untold,
            });
        }
    }

    private void Count(Instant now, DropReason reason)
    {
        if (_drops.Count(now, reason, out var untold))
        {
            _events.Publish(About(now, VrrpEventKind.AdvertisementsDropped) with { Drop = reason, Count = untold });
        }
    }

    private VrrpEvent About(Instant now, VrrpEventKind kind) => _executor.About(now, _machine, kind);
}
