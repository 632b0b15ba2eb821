using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>The last word of each tracker, on lease: a good word that is not renewed in time counts as a bad one, so
/// that a health scheduler that hangs cannot keep a priority up. No word yet is a bad word.</summary>
/// <param name="count">How many trackers there are.</param>
internal sealed class TrackerTable(int count)
{
    // When the good word ends; Never where the word is bad.
    private readonly Instant[] _goodUntil = NewArray(count);

    /// <summary>When the first good word ends.</summary>
    public Instant NextTimeout
    {
        get
        {
            var next = Instant.Never;
            foreach (var end in _goodUntil)
            {
                next = end < next ? end : next;
            }

            return next;
        }
    }

    /// <summary>Whether the last word is good.</summary>
    public bool IsUp(int tracker) => _goodUntil[tracker] != Instant.Never;

    /// <summary>Takes over what another table knows of a tracker.</summary>
    public void Copy(int tracker, TrackerTable other, int otherTracker) =>
        _goodUntil[tracker] = other._goodUntil[otherTracker];

    /// <summary>Takes a word.</summary>
    /// <returns>Whether it differs from the last.</returns>
    public bool Set(Instant now, int tracker, bool up, Duration validFor)
    {
        var wasUp = _goodUntil[tracker] != Instant.Never;
        _goodUntil[tracker] = up ? now + validFor : Instant.Never;
        return wasUp != up;
    }

    /// <summary>Ends a good word whose time is over. Call until false.</summary>
    /// <returns>False when none is over.</returns>
    public bool TryExpire(Instant now, out int tracker)
    {
        for (tracker = 0; tracker < _goodUntil.Length; tracker++)
        {
            if (_goodUntil[tracker] <= now)
            {
                _goodUntil[tracker] = Instant.Never;
                return true;
            }
        }

        return false;
    }

    private static Instant[] NewArray(int count)
    {
        var ends = new Instant[count];
        Array.Fill(ends, Instant.Never);
        return ends;
    }
}
