namespace Gateway.Admin.Status;

/// <summary>A part of the histogram.</summary>
/// <param name="UpToMilliseconds">Its upper bound; null for what is later than all bounds.</param>
/// <param name="Count">Deadlines in it.</param>
internal sealed record LatenessBucketReport(
    double? UpToMilliseconds,
    long Count);
