using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Sockets;

namespace Gateway.Vrrp.Engine;

/// <summary>The running VRRP engine as the rest of the process sees it. Every member may be called from any
/// thread.</summary>
public sealed class VrrpEngine : IVrrpEngine, IDisposable
{
    private const int EventsThatMayWait = 1024;

    private readonly EngineInbox _inbox = new();
    private readonly EventSignal _eventSignal = new();
    private readonly PollLoop _eventPoll = new();
    private readonly EventRing _events;
    private readonly EventPump _pump;
    private readonly EngineThread _engine;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private VrrpEngine(VrrpConfig config, IReadOnlyList<IVrrpObserver> observers)
    {
        _eventPoll.Add(_eventSignal.Descriptor);
        _events = new EventRing(EventsThatMayWait, _eventSignal.Set);
        _pump = new EventPump(_events, WaitForEvent, observers);
        _engine = new EngineThread(config, _inbox, _events);
        _thread = new Thread(Run) { Name = "vrrp-engine", IsBackground = true };
    }

    /// <summary>What the engine looked like when something last changed, or a tracker last spoke.</summary>
    public EngineSnapshot Snapshot => _engine.Snapshot;

    /// <summary>Ends when the engine thread ends: after <see cref="Stop"/>, or by a failure, which the task then
    /// carries.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Starts the threads "vrrp-engine" and "vrrp-events". Leftover addresses are removed before the first
    /// packet.</summary>
    /// <exception cref="KernelException">The kernel refuses: CAP_NET_ADMIN and CAP_NET_RAW are needed.</exception>
    /// <exception cref="IOException">The file of the recorder cannot be written.</exception>
    public static VrrpEngine Start(VrrpConfig config, IReadOnlyList<IVrrpObserver> observers)
    {
        var engine = new VrrpEngine(config, observers);
        try
        {
            engine._engine.Prepare();
        }
        catch
        {
            engine.Release();
            throw;
        }

        engine._pump.Start();
        engine._thread.Start();
        return engine;
    }

    /// <inheritdoc/>
    public bool ReportTracker(int tracker, Demotion word, TimeSpan validFor) => !Completion.IsCompleted
        && _inbox.TryPost(new(EngineMessageKind.Tracker, tracker, word, Duration.FromTimeSpan(validFor)));

    /// <inheritdoc/>
    public bool Apply(VrrpConfig config, ImmutableArray<TrackerWord> news = default) => !Completion.IsCompleted
        && _inbox.TryPost(new(EngineMessageKind.Apply, Config: config, News: news.IsDefault ? [] : news));

    /// <summary>Gives the addresses to the peers without a moment in which nobody has them, and takes none back while a
    /// peer has them. What nobody takes over stays here, with priority 1; ask again, and it is tried again.</summary>
    /// <returns>False when the engine's inbox is full or the engine has ended.</returns>
    public bool Drain() => Post(EngineMessageKind.Drain);

    /// <summary>Calls a drain off.</summary>
    /// <returns>As with <see cref="Drain"/>.</returns>
    public bool Undrain() => Post(EngineMessageKind.Undrain);

    /// <summary>Asks for a new <see cref="Snapshot"/>, which is published as soon as the thread turns: a sign of
    /// life.</summary>
    /// <returns>As with <see cref="Drain"/>.</returns>
    public bool RequestSnapshot() => Post(EngineMessageKind.Publish);

    /// <summary>Stops in good order: first drains, then priority 0, addresses removed, events delivered. Returns when
    /// done or at the deadline.</summary>
    /// <param name="drain">How long the peers may take to take over: 0 gives the addresses away at once, with a gap of
    /// one skew.</param>
    /// <param name="deadline">How long the rest may take.</param>
    /// <returns>False at the deadline.</returns>
    public bool Stop(TimeSpan drain, TimeSpan deadline)
    {
        _inbox.TryPost(new(EngineMessageKind.Stop, ValidFor: Duration.FromTimeSpan(drain)));
        return _thread.Join(drain + deadline) && _pump.Stop(_eventSignal.Set, deadline);
    }

    /// <summary>Stops at once and leaves the addresses of a Master where they are, with a whole lease and a last
    /// advertisement: an engine that starts on this machine before either is over goes on as Master, and nobody
    /// notices. Otherwise the peers take over as after a crash.</summary>
    /// <param name="deadline">How long that may take.</param>
    /// <returns>False at the deadline.</returns>
    public bool StopKeeping(TimeSpan deadline)
    {
        _inbox.TryPost(new(EngineMessageKind.Keep));
        return _thread.Join(deadline) && _pump.Stop(_eventSignal.Set, deadline);
    }

    /// <summary>Stops, with a second to do it, and closes the sockets. A thread that hangs keeps them open.</summary>
    public void Dispose()
    {
        if (Stop(TimeSpan.Zero, TimeSpan.FromSeconds(1)))
        {
            Release();
        }
    }

    private bool Post(EngineMessageKind kind) => !Completion.IsCompleted && _inbox.TryPost(new(kind));

    private void Run()
    {
        try
        {
            _engine.Run();
            _completion.SetResult();
        }
        catch (Exception failure)
        {
            // The edge of the thread. Addresses that cannot be given back now end with their lease.
            _events.Publish(
                new() { Kind = VrrpEventKind.EngineFailed, At = MonotonicClock.Now, Detail = failure.ToString() });
            GiveBack(failure);
        }
    }

    private void GiveBack(Exception failure)
    {
        try
        {
            _engine.StopRouters();
            _completion.SetException(failure);
        }
        catch (Exception second)
        {
            _completion.SetException([failure, second]);
        }
    }

    // Runs on the event pump's thread.
    private void WaitForEvent()
    {
        _eventPoll.Wait(Instant.Never);
        _eventSignal.Clear();
    }

    private void Release()
    {
        _engine.Dispose();
        _inbox.Dispose();
        _eventSignal.Dispose();
    }
}
