using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>Counts discarded packets by rung of the ladder, and knows when it is worth a word: at the first, then at
/// most once a minute.</summary>
internal sealed class DropCounters
{
    private static readonly Duration Quiet = Duration.FromSeconds(60);
    private static readonly int Reasons = Enum.GetValues<DropReason>().Length;

    private readonly long[] _counts = new long[Reasons];
    private readonly long[] _told = new long[Reasons];
    private readonly Instant[] _quietUntil = new Instant[Reasons];

    /// <summary>How many fell on that rung.</summary>
    public long this[DropReason reason] => _counts[(int)reason];

    /// <summary>Counts one.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="reason">The rung.</param>
    /// <param name="untold">How many observers have not been told of, when it is time to tell.</param>
    /// <returns>Whether it is time to tell.</returns>
    public bool Count(Instant now, DropReason reason, out long untold)
    {
        var rung = (int)reason;
        untold = ++_counts[rung] - _told[rung];
        if (_told[rung] != 0 && now < _quietUntil[rung])
        {
            return false;
        }

        _told[rung] = _counts[rung];
        _quietUntil[rung] = now + Quiet;
        return true;
    }

    /// <summary>A copy of the counters, with others added.</summary>
    public ImmutableArray<long> Plus(DropCounters? others)
    {
        var sums = (long[])_counts.Clone();
        for (var rung = 0; rung < sums.Length && others is not null; rung++)
        {
            sums[rung] += others._counts[rung];
        }

        return ImmutableArray.Create(sums);
    }
}
