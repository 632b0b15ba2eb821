using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Gives the stamps of a sender, each later than the one before, also while the clock stands still or is set
/// back a little. One stamp serves all copies of an advertisement, one to each peer. Owned by the engine
/// thread.</summary>
/// <param name="window">How far a stamp may be ahead of the clock: what receivers accept.</param>
public sealed class HmacSequence(Duration window)
{
    private HmacStamp _last;

    /// <summary>How far a stamp may be ahead of the clock. What was given by another window is remembered.</summary>
    public Duration Window { get; set; } = window;

    /// <summary>The stamp for the next advertisement.</summary>
    /// <param name="unixTime">Time since 1970, UTC.</param>
    public HmacStamp Next(Duration unixTime)
    {
        var clock = HmacStamp.At(unixTime);
        // A clock that was far ahead and is right again: receivers refuse the old stamps and have forgotten them.
        var isStranded = _last.CompareTo(clock) > 0 && _last.DistanceFrom(unixTime) > Window;
        _last = _last.CompareTo(clock) < 0 || isStranded ? clock : _last.Next();
        return _last;
    }
}
