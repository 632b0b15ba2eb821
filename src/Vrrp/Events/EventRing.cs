namespace Gateway.Vrrp.Events;

/// <summary>The way out of the engine: a bounded queue between one writer, the engine thread, and one reader, the event
/// pump. The writer never waits: when the ring is full the event is lost and counted.</summary>
/// <param name="capacity">How many events may wait; a power of two.</param>
/// <param name="wakeReader">Called by the writer after each event.</param>
internal sealed class EventRing(int capacity, Action wakeReader)
{
    private readonly VrrpEvent[] _slots = new VrrpEvent[capacity];
    private long _written;
    private long _read;
    private long _lost;

    /// <summary>Events that found the ring full.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Takes an event. Writer only.</summary>
    public void Publish(in VrrpEvent vrrpEvent)
    {
        if (_written - Volatile.Read(ref _read) == _slots.Length)
        {
            Volatile.Write(ref _lost, _lost + 1);
            return;
        }

        _slots[_written % _slots.Length] = vrrpEvent;
        // AFTER the slot: the reader looks at the count first.
        Volatile.Write(ref _written, _written + 1);
        wakeReader();
    }

    /// <summary>Gives the oldest event. Reader only.</summary>
    /// <returns>False when none waits.</returns>
    public bool TryRead(out VrrpEvent vrrpEvent)
    {
        if (_read == Volatile.Read(ref _written))
        {
            vrrpEvent = default;
            return false;
        }

        ref var slot = ref _slots[_read % _slots.Length];
        vrrpEvent = slot;
        slot = default;
        // AFTER the slot was emptied: the writer may use it from here on.
        Volatile.Write(ref _read, _read + 1);
        return true;
    }
}
