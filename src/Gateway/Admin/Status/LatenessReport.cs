using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>How late the VRRP engine woke up for its deadlines.</summary>
/// <param name="Buckets">The histogram.</param>
/// <param name="LongestMilliseconds">The latest ever.</param>
/// <param name="MedianMilliseconds">Half of all kept this.</param>
/// <param name="P99Milliseconds">99 of 100 kept this.</param>
/// <param name="RealTime">Whether the kernel runs the thread as a real-time thread.</param>
/// <param name="LostEvents">Events that nobody heard because there were too many at once.</param>
internal sealed record LatenessReport(
    ImmutableArray<LatenessBucketReport> Buckets,
    double LongestMilliseconds,
    double MedianMilliseconds,
    double P99Milliseconds,
    bool RealTime,
    long LostEvents);
