namespace Gateway.Health;

/// <summary>How many runs there may be at one moment. Who finds no room waits in line. Safe from any thread.</summary>
/// <param name="count">1 or more.</param>
internal sealed class RunSlots(int count)
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<bool>> _line = new();
    private int _free = count;

    /// <summary>How many there are.</summary>
    public int Count { get; } = count;

    /// <summary>Takes a slot, or a place in the line.</summary>
    /// <param name="whenFree">Gets the slot later; answers false when it does not want it any more. Called without a
    /// lock.</param>
    /// <returns>False when none is free.</returns>
    public bool TryTake(Func<bool> whenFree)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return true;
            }

            _line.Enqueue(whenFree);
            return false;
        }
    }

    /// <summary>Gives a slot back: to the first in line that wants it. Call it without a lock.</summary>
    public void Return()
    {
        while (TryNext(out var next))
        {
            if (next())
            {
                return;
            }
        }
    }

    private bool TryNext(out Func<bool> next)
    {
        lock (_gate)
        {
            if (_line.TryDequeue(out next!))
            {
                return true;
            }

            _free++;
            return false;
        }
    }
}
