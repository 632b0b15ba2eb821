using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>Counts discarded packets by rung of the ladder, and knows when a rung is worth a word.</summary>
internal sealed class DropCounters
{
    private readonly RepeatGate[] _rungs = new RepeatGate[Enum.GetValues<DropReason>().Length];

    /// <summary>How many fell on that rung.</summary>
    public long this[DropReason reason] => _rungs[(int)reason].Total;

    /// <summary>Counts one.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="reason">The rung.</param>
    /// <param name="untold">How many observers have not been told of.</param>
    /// <returns>Whether it is time to tell.</returns>
    public bool Count(Instant now, DropReason reason, out long untold) => _rungs[(int)reason].Count(now, out untold);

    /// <summary>A copy of the counters, with others added.</summary>
    public ImmutableArray<long> Plus(DropCounters? others)
    {
        var sums = new long[_rungs.Length];
        for (var rung = 0; rung < sums.Length; rung++)
        {
            sums[rung] = _rungs[rung].Total + (others?._rungs[rung].Total ?? 0);
        }

        return ImmutableArray.Create(sums);
    }
}
