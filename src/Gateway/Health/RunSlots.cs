namespace Gateway.Health;

/// <summary>How many runs there may be at one moment. Who finds no room waits in line. Safe from any thread.</summary>
/// <param name="count">1 or more.</param>
internal sealed class RunSlots(int count)
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<bool>> _line = new();
    private int _free = count;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; } = count;

    /// <summary>Takes a slot, or a place in the line.</summary>
    /// <param name="whenFree">Gets the slot later; answers false when it does not want it any more. Called without a
    /// lock.</param>
    /// <returns>False when none is free.</returns>
    public bool TryTake(Func<bool> whenFree)
    {
        lock (_gate)
        {
            // Nobody passes the line.
            if (_free > 0 && _line.Count == 0)
            {
                _free--;
                return true;
            }

            _line.Enqueue(whenFree);
            return false;
        }
    }

    /// <summary>Gives a slot back: to the first in line that wants it. Call it without a lock.</summary>
    public void Return() => Add(1);

    /// <summary>Has another number of slots from now on. When there are fewer, those that are taken stay so until they
    /// are given back. Call it without a lock.</summary>
    /// <param name="count">1 or more.</param>
    public void Resize(int count)
    {
        int more;
        lock (_gate)
        {
            (more, Count) = (count - Count, count);
        }

        Add(more);
    }

    // Whenever one is free and somebody in line, somebody is in this loop.
    private void Add(int more)
    {
        while (TryNext(more, out var next))
        {
            more = next() ? 0 : 1;
        }
    }

    private bool TryNext(int more, out Func<bool> next)
    {
        lock (_gate)
        {
            _free += more;
            if (_free > 0 && _line.TryDequeue(out next!))
            {
                _free--;
                return true;
            }

            next = () => false;
            return false;
        }
    }
}
