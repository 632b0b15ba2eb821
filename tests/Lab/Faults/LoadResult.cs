namespace Lab.Faults;

/// <summary>What a Master did under load.</summary>
/// <param name="Gaps">Times from one advertisement to the next.</param>
/// <param name="FalseTakeovers">How often the other machine took the address from a Master that lived.</param>
/// <param name="RequestsPerSecond">Requests that the proxy answered.</param>
/// <param name="FailedRequests">Requests that it did not.</param>
internal sealed record LoadResult(
    TimeSpan[] Gaps, int FalseTakeovers, double RequestsPerSecond, long FailedRequests)
{
    /// <summary>The gap that the share of all gaps does not exceed, 0.5 for the median; nearest rank.</summary>
    internal TimeSpan Percentile(double share)
    {
        TimeSpan[] sorted = [.. Gaps.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
