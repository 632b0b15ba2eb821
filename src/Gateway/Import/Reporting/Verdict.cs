namespace Gateway.Import.Reporting;

/// <summary>What is to be said of a keyword that has no key here.</summary>
/// <param name="Outcome"><see cref="Outcome.Dropped"/> or <see cref="Outcome.Attention"/>.</param>
/// <param name="Reason">Why, and what to do: a sentence.</param>
internal sealed record Verdict(Outcome Outcome, string Reason)
{
    /// <summary>Nothing is lost.</summary>
    public static Verdict Drop(string reason) => new(Outcome.Dropped, reason);

    /// <summary>Something is lost, or may be.</summary>
    public static Verdict Warn(string reason) => new(Outcome.Attention, reason);
}
