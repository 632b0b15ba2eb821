using System.Globalization;

namespace Lab.Observers;

/// <summary>Times from one advertisement to the next.</summary>
/// <param name="All">In their order.</param>
internal sealed record AdvertisementGaps(TimeSpan[] All)
{
    /// <summary>How many there are.</summary>
    internal int Count => All.Length;

    /// <summary>The longest.</summary>
    internal TimeSpan Longest => Percentile(1);

    /// <summary>The gap that the share of all gaps does not exceed, 0.5 for the median; nearest rank.</summary>
    internal TimeSpan Percentile(double share)
    {
        TimeSpan[] sorted = [.. All.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Median, p99 and longest, for a person.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"every {Percentile(0.5).TotalMilliseconds:0.0} ms (median), {Percentile(0.99).TotalMilliseconds:0.0} ms (p99), "
        + $"at most {Longest.TotalMilliseconds:0.0} ms apart");
}
