namespace Gateway.Vrrp.Core;

/// <summary>How ill a tracker says that something is, in percent: what fraction of its weight is lost.</summary>
/// <param name="Percent">0 (well) to 100 (failed).</param>
public readonly record struct Demotion(byte Percent)
{
    private const byte Whole = 100;

    /// <summary>Well.</summary>
    public static Demotion None => default;

    /// <summary>Failed.</summary>
    public static Demotion Full => new(Whole);

    /// <summary>Whether it has failed: less than that is a success, with a price.</summary>
    public bool IsFull => Percent >= Whole;

    /// <summary>Well or failed.</summary>
    public static Demotion Of(bool up) => up ? None : Full;

    /// <summary>What a weight contributes to a priority at this level. A negative weight is added in part, rounded away
    /// from zero; a positive one is withheld in part, rounded alike: the smallest demotion moves something.</summary>
    /// <param name="weight">-253 to 253.</param>
    public int Contribution(int weight)
    {
        var lost = ((Math.Abs(weight) * Math.Min(Percent, Whole)) + Whole - 1) / Whole;
        return Math.Max(weight, 0) - lost;
    }
}
