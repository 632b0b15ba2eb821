using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>The last word of each tracker, on lease: a good word that is not renewed in time counts as a bad one, so
/// that a health scheduler that hangs cannot keep a priority up. No word yet is a bad word.</summary>
/// <param name="count">How many trackers there are.</param>
internal sealed class TrackerTable(int count)
{
    // When the good word ends; Never where the word is bad.
    private readonly Instant[] _goodUntil = Filled(count, Instant.Never);

    // Less than the full demotion is a good word.
    private readonly Demotion[] _words = Filled(count, Demotion.Full);

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

    /// <summary>The last word.</summary>
    public Demotion this[int tracker] => _words[tracker];

    /// <summary>Takes over what another table knows of a tracker.</summary>
    public void Copy(int tracker, TrackerTable other, int otherTracker) =>
        (_goodUntil[tracker], _words[tracker]) = (other._goodUntil[otherTracker], other._words[otherTracker]);

    /// <summary>Takes a word.</summary>
    /// <returns>Whether it differs from the last.</returns>
    public bool Set(Instant now, int tracker, Demotion word, Duration validFor)
    {
        var last = _words[tracker];
        _words[tracker] = word;
        _goodUntil[tracker] = word.IsFull ? Instant.Never : now + validFor;
        return last != word;
    }

    /// <summary>Ends a good word whose time is over. Call until false.</summary>
    /// <returns>False when none is over.</returns>
    public bool TryExpire(Instant now, out int tracker)
    {
        for (tracker = 0; tracker < _goodUntil.Length; tracker++)
        {
            if (_goodUntil[tracker] <= now)
            {
                (_goodUntil[tracker], _words[tracker]) = (Instant.Never, Demotion.Full);
                return true;
            }
        }

        return false;
    }

    private static T[] Filled<T>(int count, T value)
    {
        var array = new T[count];
        Array.Fill(array, value);
        return array;
    }
}
