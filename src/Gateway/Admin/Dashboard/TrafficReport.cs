using System.Collections.Immutable;

namespace Gateway.Admin.Dashboard;

/// <summary>What clients have asked of late: the answer of <c>/api/traffic</c>. The self-test is not counted.</summary>
/// <param name="Active">Requests under way.</param>
/// <param name="RequestsPerSecond">Requests that have ended, over the last ten seconds.</param>
/// <param name="ErrorShare">How many of them were answered with a status from 500 on, 0 to 1.</param>
/// <param name="MedianMilliseconds">Half of them took this at most; null without any.</param>
/// <param name="P99Milliseconds">99 of 100 took this at most; null without any.</param>
/// <param name="SliceMilliseconds">How long one of <paramref name="Slices"/> is.</param>
/// <param name="Slices">The last two minutes, oldest first.</param>
internal sealed record TrafficReport(
    long Active,
    double RequestsPerSecond,
    double ErrorShare,
    double? MedianMilliseconds,
    double? P99Milliseconds,
    int SliceMilliseconds,
    ImmutableArray<TrafficSliceReport> Slices);
