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
    private readonly EngineInbox _inbox;
    private readonly EventRing _events;
    private readonly InputRecorder? _recorder;
    private readonly NamespaceClaim _claim;
    private readonly EngineSockets _sockets;
    private readonly LinkMonitor _monitor;
    private readonly PollLoop _poll = new();
    private readonly LoopWatch _watch = new();
    private readonly LatenessAlarm _alarm = new();
    private readonly int _inboxPoll;
    private readonly int _monitorPoll;
    private VrrpConfig _config;
    private TrackerTable _trackers;
    private EngineSnapshot _snapshot = EngineSnapshot.Empty;
    private bool _isSnapshotStale = true;
    private bool _isRealTime;
    private bool _isRecorderWell = true;
    private Instant _stopAt = Instant.Never;
    private Instant _resyncAt = Instant.Never;
    private RepeatGate _interfaceRefusals;

    /// <summary>Opens the sockets. Nothing is sent and nothing removed yet.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    /// <exception cref="IOException">The file of the recorder cannot be written.</exception>
    public EngineThread(VrrpConfig config, EngineInbox inbox, EventRing events)
    {
        _config = config;
        _inbox = inbox;
        _events = events;
        _trackers = new TrackerTable(config.Trackers.Length);
        _claim = new NamespaceClaim();
        _sockets = new EngineSockets();
        _sockets.Aborts.Follow(config);
        // AFTER the claim: another engine may be writing that file.
        _recorder = config.Recorder is { } path ? InputRecorder.Open(path) : null;
        // BEFORE the first dump: what happens in between is heard twice, not missed.
        _monitor = new LinkMonitor();
        _inboxPoll = _poll.Add(inbox.Signal.Descriptor);
        _monitorPoll = _poll.Add(_monitor.Descriptor);
        foreach (var router in config.VirtualRouters)
        {
            AddRouter(router);
        }

        AddTaps();
        BuildGroups();
    }

    /// <summary>What the engine looked like at the end of the last turn in which something changed. Any
    /// thread.</summary>
    public EngineSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Removes leftovers, but for what may be adopted, and looks at the interfaces. BEFORE <see cref="Run"/>,
    /// on the thread that starts it, so that a refusal is an error of the start.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Prepare()
    {
        var now = MonotonicClock.Now;
        _sockets.Interfaces.Replace(_sockets.Routes.DumpLinks());
        _adoptions = new LeftoverSweep(_sockets.Routes, _sockets.Interfaces, _events).Run(now, _config);
        Resync(now);
        DemandVirtualMacs();
    }

    /// <summary>The body of the thread. Returns after a stop message.</summary>
    public void Run()
    {
        _isRealTime = Scheduling.TryMakeRealTime();
        _alarm.Watch(_config.VirtualRouters, _isRealTime);
        StartRouters(MonotonicClock.Now);
        var now = MonotonicClock.Now;
        while (now < _stopAt && !IsDrained())
        {
            PublishSnapshot();
            var deadline = NextTimeout();
            _poll.Wait(deadline);
            now = MonotonicClock.Now;
            NoticeLateness(deadline, now);
            Turn(now);
        }

        StopRouters();
        PublishSnapshot();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // AFTER a start that failed: otherwise none is left.
        RemoveVirtualMacs(MonotonicClock.Now, _ => true);
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }

        foreach (var taps in _taps)
        {
            taps.Dispose();
        }

        _recorder?.Dispose();
        _claim.Dispose();
        _sockets.Dispose();
        _monitor.Dispose();
    }

    private Instant NextTimeout()
    {
        var next = _trackers.NextTimeout < _resyncAt ? _trackers.NextTimeout : _resyncAt;
        next = _stopAt < next ? _stopAt : next;
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
        _sockets.Aborts.Begin();
        if (_poll.IsReadable(_monitorPoll) || now >= _resyncAt)
        {
            FollowInterfaces(now);
        }

        ReceivePackets(now);
        if (_poll.IsReadable(_inboxPoll))
        {
            ReadInbox(now);
        }

        ExpireTrackers(now);
        foreach (var router in _routers)
        {
            router.Tick(now);
        }

        NoticeTransitions();
        NoticeRecorder(now);
    }

    private void NoticeTransitions()
    {
        for (var i = 0; i < _routers.Count && !_isSnapshotStale; i++)
        {
            _isSnapshotStale = i >= _snapshot.VirtualRouters.Length
                || _routers[i].State != _snapshot.VirtualRouters[i].State
                || _routers[i].Machine.UnrelievedDrains != _snapshot.VirtualRouters[i].UnrelievedDrains;
        }
    }

    private void NoticeLateness(Instant deadline, Instant now)
    {
        if (_alarm.Note(now, _watch.Note(deadline, now), out var warning))
        {
            _events.Publish(warning);
        }
    }

    // Once. The recording is no part of the service: that goes on.
    private void NoticeRecorder(Instant now)
    {
        if (_isRecorderWell && _recorder?.Failure is { } failure)
        {
            _isRecorderWell = false;
            _events.Publish(new() { Kind = VrrpEventKind.RecorderEnded, At = now, Detail = failure });
        }
    }

    private void ReadInbox(Instant now)
    {
        // BEFORE the messages: one that comes later sets the signal again.
        _inbox.Signal.Clear();
        while (_inbox.TryTake(out var message))
        {
            Read(now, message);
        }

        _isSnapshotStale = true;
    }

    private void Read(Instant now, in EngineMessage message)
    {
        switch (message.Kind)
        {
            // One from before a reload may speak of a tracker that is no more.
            case EngineMessageKind.Tracker when message.Tracker < _config.Trackers.Length:
                if (_trackers.Set(now, message.Tracker, message.Word, message.ValidFor))
                {
                    TrackerChanged(now, message.Tracker, message.Word, null);
                }

                break;
            case EngineMessageKind.Apply:
                Apply(now, message.Config!, message.News);
                break;
            case EngineMessageKind.Drain:
                DrainRouters(now);
                break;
            case EngineMessageKind.Undrain:
                UndrainRouters(now);
                break;
            case EngineMessageKind.Stop:
                _stopAt = now + message.ValidFor;
                LeaveRouters(now);
                break;
            case EngineMessageKind.Keep:
                KeepAddresses(now);
                break;
        }
    }

    private void ExpireTrackers(Instant now)
    {
        while (_trackers.TryExpire(now, out var tracker))
        {
            TrackerChanged(now, tracker, Demotion.Full, "its last good word was not renewed in time");
            _isSnapshotStale = true;
        }
    }

    private void TrackerChanged(Instant now, int tracker, Demotion word, string? detail)
    {
        _events.Publish(new()
        {
            Kind = VrrpEventKind.TrackerChanged,
            At = now,
            Tracker = _config.Trackers[tracker],
            Up = !word.IsFull,
            Demotion = word,
            Detail = detail,
        });
        foreach (var router in _routers)
        {
            router.SetTracker(now, tracker, word);
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
            VirtualRouters = [.. _routers.Select(router => router.Snapshot(SegmentOf(router.Config).Drops))],
            LostEvents = _events.Lost,
            Lateness = _watch.Snapshot(),
            IsRealTime = _isRealTime,
        });
    }
}
