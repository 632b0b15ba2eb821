namespace Gateway.Vrrp.Events;

/// <summary>The thread "vrrp-events": carries events from the ring to the observers, one at a time and in order. A slow
/// observer delays other observers; the engine never notices.</summary>
internal sealed class EventPump
{
    private readonly EventRing _ring;
    private readonly Action _waitForEvent;
    private readonly IReadOnlyList<IVrrpObserver> _observers;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private long _observerFailures;

    /// <summary>A pump that is not running yet.</summary>
    /// <param name="ring">Where events come from.</param>
    /// <param name="waitForEvent">Blocks until the ring may hold an event, or until woken by <see cref="Stop"/>'s
    /// caller.</param>
    /// <param name="observers">Who is told.</param>
    public EventPump(EventRing ring, Action waitForEvent, IReadOnlyList<IVrrpObserver> observers)
    {
        _ring = ring;
        _waitForEvent = waitForEvent;
        _observers = observers;
        _thread = new Thread(Run) { Name = "vrrp-events", IsBackground = true };
    }

    /// <summary>Exceptions that observers threw.</summary>
    public long ObserverFailures => Volatile.Read(ref _observerFailures);

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Delivers what waits, then ends the thread.</summary>
    /// <param name="wake">Ends a wait that is under way.</param>
    /// <param name="deadline">How long an observer may still take.</param>
    /// <returns>False when an observer took longer.</returns>
    public bool Stop(Action wake, TimeSpan deadline)
    {
        _stopping = true;
        wake();
        return _thread.Join(deadline);
    }

    private void Run()
    {
        while (true)
        {
            // BEFORE the ring is emptied: what is published after this line is still delivered by the next turn.
            var stopping = _stopping;
            while (_ring.TryRead(out var vrrpEvent))
            {
                Deliver(vrrpEvent);
            }

            if (stopping)
            {
                return;
            }

            _waitForEvent();
        }
    }

    private void Deliver(in VrrpEvent vrrpEvent)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.On(vrrpEvent);
            }
            catch (Exception)
            {
                // The edge of the thread: one observer's failure must not keep the others from hearing.
                Interlocked.Increment(ref _observerFailures);
            }
        }
    }
}
