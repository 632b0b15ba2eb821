using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Vrrp.Engine;

/// <summary>Measures how late the loop wakes up. Owned by the engine thread; allocates in <see cref="Snapshot"/>
/// alone.</summary>
internal sealed class LoopWatch
{
    private readonly long[] _counts = new long[Lateness.Bounds.Length + 1];
    private Duration _longest;
    private Duration _sum;

    /// <summary>Notes a wake-up. One before the deadline, for a packet or a message, says nothing.</summary>
    /// <param name="deadline">When the loop wanted to wake up at the latest.</param>
    /// <param name="woke">When it did.</param>
    /// <returns>How late that was.</returns>
    public Duration Note(Instant deadline, Instant woke)
    {
        if (woke < deadline)
        {
            return Duration.Zero;
        }

        var late = woke - deadline;
        _counts[BucketOf(late)]++;
        _sum += late;
        _longest = late > _longest ? late : _longest;
        return late;
    }

    /// <summary>What was measured so far.</summary>
    public Lateness Snapshot() => new() { Counts = [.. _counts], Longest = _longest, Sum = _sum };

    private static int BucketOf(Duration late)
    {
        var bounds = Lateness.Bounds.AsSpan();
        for (var i = 0; i < bounds.Length; i++)
        {
            if (late <= bounds[i])
            {
                return i;
            }
        }

        return bounds.Length;
    }
}
