using Lab.Observers;

namespace Lab.Faults;

/// <summary>What a Master did under load.</summary>
/// <param name="Gaps">Times from one advertisement to the next.</param>
/// <param name="FalseTakeovers">How often the other machine took the address from a Master that lived.</param>
/// <param name="RequestsPerSecond">Requests that the proxy answered.</param>
/// <param name="FailedRequests">Requests that it did not.</param>
internal sealed record LoadResult(
    AdvertisementGaps Gaps, int FalseTakeovers, double RequestsPerSecond, long FailedRequests);
