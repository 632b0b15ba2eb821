namespace Gateway.Metrics.Instruments;

/// <summary>The values of a series' labels, at most four; empty behind the last.</summary>
internal readonly record struct SeriesKey(string First, string Second, string Third, string Fourth)
{
    /// <summary>How many there can be.</summary>
    public const int Most = 4;

    /// <summary>Writes them down.</summary>
    /// <param name="values">Room for <see cref="Most"/>.</param>
    public void CopyTo(Span<string> values) => (values[0], values[1], values[2], values[3]) =
        (First, Second, Third, Fourth);
}
