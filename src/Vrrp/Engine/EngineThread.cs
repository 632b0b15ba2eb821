using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;

namespace Gateway.Vrrp.Engine;

/// <summary>The thread "vrrp-engine": owns machines, sockets and netlink. It sleeps until a packet, a change of the
/// interfaces, a message or a deadline, handles one input at a time, and never waits for anything but the kernel's
/// acks.</summary>
internal sealed partial class EngineThread : IDisposable
{
    private readonly VrrpConfig _config;
    private readonly EngineInbox _inbox;
    private readonly EventRing _events;
    private readonly NamespaceClaim _claim;
    private readonly RouteClient _routes;
    private readonly LinkMonitor _monitor;
    private readonly FrameSocket _arp;
    private readonly PollLoop _poll = new();
    private readonly LoopWatch _watch = new();
    private readonly TrackerTable _trackers;
    private readonly VirtualRouter[] _routers;
    private readonly Segment[] _segments;
    private readonly int[] _segmentPolls;
    private readonly int _inboxPoll;
    private readonly int _monitorPoll;
    private EngineSnapshot _snapshot = EngineSnapshot.Empty;
    private bool _isSnapshotStale = true;
    private bool _stopping;
    private Instant _resyncAt = Instant.Never;
    private bool _isRealTime;
    private RepeatGate _interfaceRefusals;

    /// <summary>Opens the sockets. Nothing is sent and nothing removed yet.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public EngineThread(VrrpConfig config, EngineInbox inbox, EventRing events)
    {
        _config = config;
        _inbox = inbox;
        _events = events;
        _trackers = new TrackerTable(config.Trackers.Length);
        _claim = new NamespaceClaim();
        _arp = new FrameSocket();
        _routes = new RouteClient();
        // BEFORE the first dump: what happens in between is heard twice, not missed.
        _monitor = new LinkMonitor();
        _inboxPoll = _poll.Add(inbox.Signal.Descriptor);
        _monitorPoll = _poll.Add(_monitor.Descriptor);
        var ports = config.VirtualRouters.Select(router => router.Interface).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => new InterfacePort(name, _routes, _arp), StringComparer.Ordinal);
        _routers = [.. config.VirtualRouters
            .Select(router => new VirtualRouter(router, ports[router.Interface], events))];
        _segments = [.. ports.Values.Select(BuildSegment)];
        _segmentPolls = new int[_segments.Length];
        Array.Fill(_segmentPolls, NotPolled);
    }

    /// <summary>What the engine looked like at the end of the last turn in which something changed. Any
    /// thread.</summary>
    public EngineSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Removes leftovers and looks at the interfaces. BEFORE <see cref="Run"/>, on the thread that starts it,
    /// so that a refusal is an error of the start.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Prepare()
    {
        var now = MonotonicClock.Now;
        new LeftoverSweep(_routes, _events).Run(now, _config.VirtualRouters);
        Resync(now);
    }

    /// <summary>The body of the thread. Returns after a stop message.</summary>
    public void Run()
    {
        _isRealTime = Scheduling.TryMakeRealTime();
        StartRouters(MonotonicClock.Now);
        while (!_stopping)
        {
            PublishSnapshot();
            var deadline = NextTimeout();
            _poll.Wait(deadline);
            var now = MonotonicClock.Now;
            _watch.Note(deadline, now);
            Turn(now);
        }

        StopRouters();
        PublishSnapshot();
    }

    /// <summary>Gives the addresses back after a failure of the loop, as far as it still goes.</summary>
    public void StopRouters()
    {
        foreach (var router in _routers)
        {
            router.Stop(MonotonicClock.Now);
        }

        _isSnapshotStale = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Port.Dispose();
        }

        _claim.Dispose();
        _arp.Dispose();
        _routes.Dispose();
        _monitor.Dispose();
    }

    private Segment BuildSegment(InterfacePort port) =>
        new(port, [.. _routers.Where(router => router.Config.Interface == port.InterfaceName)], _events);

    private void StartRouters(Instant now)
    {
        foreach (var router in _routers)
        {
            router.Start(now);
        }
    }

    private Instant NextTimeout()
    {
        var next = _trackers.NextTimeout < _resyncAt ? _trackers.NextTimeout : _resyncAt;
        foreach (var router in _routers)
        {
            next = router.NextTimeout < next ? router.NextTimeout : next;
        }

        return next;
    }

    // Interfaces BEFORE packets, packets BEFORE timers: after a pause the advertisements that waited count before our
    // own impatience, and none goes out through a link that is gone.
    private void Turn(Instant now)
    {
        if (_poll.IsReadable(_monitorPoll) || now >= _resyncAt)
        {
            FollowInterfaces(now);
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segmentPolls[i] != NotPolled && _poll.IsReadable(_segmentPolls[i]))
            {
                _segments[i].Receive(now);
            }
        }

        if (_poll.IsReadable(_inboxPoll))
        {
            ReadInbox(now);
        }

        ExpireTrackers(now);
        for (var i = 0; i < _routers.Length; i++)
        {
            _routers[i].Tick(now);
            _isSnapshotStale |= _routers[i].State != _snapshot.VirtualRouters[i].State;
        }
    }

    private void ReadInbox(Instant now)
    {
        // BEFORE the messages: one that comes later sets the signal again.
        _inbox.Signal.Clear();
        while (_inbox.TryTake(out var message))
        {
            switch (message.Kind)
            {
                case EngineMessageKind.Tracker:
                    if (_trackers.Set(now, message.Tracker, message.Up, message.ValidFor))
                    {
                        TrackerChanged(now, message.Tracker, message.Up, null);
                    }

                    break;
                case EngineMessageKind.Stop:
                    _stopping = true;
                    break;
            }
        }

        _isSnapshotStale = true;
    }

    private void ExpireTrackers(Instant now)
    {
        while (_trackers.TryExpire(now, out var tracker))
        {
            TrackerChanged(now, tracker, false, "its last good word was not renewed in time");
            _isSnapshotStale = true;
        }
    }

    private void TrackerChanged(Instant now, int tracker, bool up, string? detail)
    {
        _events.Publish(new()
        {
            Kind = VrrpEventKind.TrackerChanged,
            At = now,
            Tracker = _config.Trackers[tracker],
            Up = up,
            Detail = detail,
        });
        foreach (var router in _routers)
        {
            router.SetTracker(now, tracker, up);
        }
    }

    private void PublishSnapshot()
    {
        if (!_isSnapshotStale)
        {
            return;
        }

        _isSnapshotStale = false;
        Volatile.Write(ref _snapshot, new()
        {
            VirtualRouters = [.. _routers.Select(router => router.Snapshot(DropsOf(router)))],
            LostEvents = _events.Lost,
            Lateness = _watch.Snapshot(),
            IsRealTime = _isRealTime,
        });
    }

    private DropCounters DropsOf(VirtualRouter router) =>
        Array.Find(_segments, segment => segment.Port.InterfaceName == router.Config.Interface)!.Drops;
}
