namespace Gateway.Admin.Dashboard;

/// <summary>A moment of the traffic.</summary>
/// <param name="Requests">Requests that have ended in it.</param>
/// <param name="Errors">Those of them that were answered with a status from 500 on.</param>
/// <param name="MedianMilliseconds">Half of them took this at most; null without any.</param>
/// <param name="P99Milliseconds">99 of 100 took this at most; null without any.</param>
internal sealed record TrafficSliceReport(
    long Requests, long Errors, double? MedianMilliseconds, double? P99Milliseconds);
