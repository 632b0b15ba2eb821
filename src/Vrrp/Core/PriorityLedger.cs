using System.Collections.Immutable;

namespace Gateway.Vrrp.Core;

/// <summary>The effective priority of one virtual router as a sum with its parts: the configured priority plus what
/// each tracker contributes, clamped to 1..254. The address owner stays at 255 whatever its trackers say. Until its
/// first word a tracker counts as failed.</summary>
public sealed class PriorityLedger
{
    /// <summary>The priority of the address owner.</summary>
    public const byte OwnerPriority = 255;

    private readonly byte _configured;
    private readonly ImmutableArray<TrackedWeight> _weights;
    private readonly Demotion[] _words;

    /// <summary>Every tracker failed.</summary>
    /// <param name="configured">1 to 255.</param>
    /// <param name="weights">What each tracker weighs.</param>
    public PriorityLedger(byte configured, ImmutableArray<TrackedWeight> weights)
    {
        _configured = configured;
        _weights = weights;
        _words = new Demotion[weights.Length];
        Array.Fill(_words, Demotion.Full);
    }

    /// <summary>The effective priority, 1 to 255.</summary>
    public byte Effective
    {
        get
        {
            if (_configured == OwnerPriority)
            {
                return OwnerPriority;
            }

            var sum = (int)_configured;
            for (var i = 0; i < _weights.Length; i++)
            {
                sum += ContributionAt(i);
            }

            return (byte)Math.Clamp(sum, 1, OwnerPriority - 1);
        }
    }

    /// <summary>The configured priority, 1 to 255, which the parts are added to.</summary>
    public byte Base => _configured;

    /// <summary>What each tracker gives. The sum with <see cref="Base"/> is clamped; the address owner ignores
    /// it.</summary>
    public ImmutableArray<PriorityPart> Parts =>
    [
        .. _weights.Select((each, i) => new PriorityPart(each.Tracker, each.Weight, _words[i], ContributionAt(i))),
    ];

    /// <summary>Notes a tracker's word.</summary>
    /// <returns>Whether this router follows the tracker and the word is new.</returns>
    public bool Set(int tracker, Demotion word)
    {
        var changed = false;
        for (var i = 0; i < _weights.Length; i++)
        {
            changed |= _weights[i].Tracker == tracker && _words[i] != word;
            _words[i] = _weights[i].Tracker == tracker ? word : _words[i];
        }

        return changed;
    }

    /// <summary>Whether this router follows the tracker and its last word is good.</summary>
    public bool IsUp(int tracker)
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            if (_weights[i].Tracker == tracker)
            {
                return !_words[i].IsFull;
            }
        }

        return false;
    }

    /// <summary>Whether this router follows the tracker with weight 0: its failure is a fault.</summary>
    public bool IsVital(int tracker)
    {
        foreach (var weight in _weights)
        {
            if (weight.Tracker == tracker && weight.Weight == 0)
            {
                return true;
            }
        }

        return false;
    }

    private int ContributionAt(int index) => _words[index].Contribution(_weights[index].Weight);
}
