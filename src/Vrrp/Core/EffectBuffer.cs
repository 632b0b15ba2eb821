namespace Gateway.Vrrp.Core;

/// <summary>The effects of one input, in order. Owned by the shell, filled by the machine, drained before the next
/// input.</summary>
public sealed class EffectBuffer
{
    // A step of the machine has at most: step down (2), become Master (4), one repeated advertisement and announcement
    // (3).
    private readonly Effect[] _effects = new Effect[16];

    /// <summary>How many effects wait.</summary>
    public int Count { get; private set; }

    /// <summary>The effect at that place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public Effect this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _effects[index];
        }
    }

    /// <summary>Appends an effect.</summary>
    /// <exception cref="InvalidOperationException">The buffer is full: a step has more effects than any step can
    /// have.</exception>
    public void Add(Effect effect)
    {
        if (Count == _effects.Length)
        {
            throw new InvalidOperationException("One input has more effects than the buffer holds.");
        }

        _effects[Count++] = effect;
    }

    /// <summary>Marks all effects as done, or void.</summary>
    public void Clear() => Count = 0;

    /// <summary>Law 2: one input, then drain.</summary>
    /// <exception cref="InvalidOperationException">Effects of the last input still wait.</exception>
    public void ThrowIfNotDrained()
    {
        if (Count != 0)
        {
            throw new InvalidOperationException("The effects of the last input were not drained.");
        }
    }
}
