using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.World;

/// <summary>Virtual time and what is to happen in it. Time jumps from one entry to the next; entries of one instant
/// happen in the order in which they were made.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (Instant At, long Number)> _entries = new();
    private long _number;

    /// <summary>When it is. Starts far from zero: nothing may take zero for "a moment ago".</summary>
    public Instant Now { get; private set; } = new(1_000_000_000_000);

    /// <summary>Plans something, at once when the time has passed.</summary>
    public void At(Instant time, Action action) => _entries.Enqueue(action, (time < Now ? Now : time, _number++));

    /// <summary>Plans something for later.</summary>
    public void After(Duration delay, Action action) => At(Now + delay, action);

    /// <summary>Lets the next entry happen, if there is one until then; otherwise it becomes that late.</summary>
    /// <returns>Whether something happened.</returns>
    public bool TryStep(Instant end)
    {
        if (!_entries.TryPeek(out var action, out var next) || next.At > end)
        {
            Now = end;
            return false;
        }

        _ = _entries.Dequeue();
        Now = next.At;
        action();
        return true;
    }
}
