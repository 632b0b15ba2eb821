using Gateway.Configuration;

namespace Gateway.Health;

/// <summary>How often a check looks, and what it takes to convince it.</summary>
/// <param name="Interval">Time from the start of one run to the start of the next.</param>
/// <param name="Timeout">A run that takes longer has failed.</param>
/// <param name="Rise">Successes in a row that make it good.</param>
/// <param name="Fall">Failures in a row that make it fail.</param>
internal readonly record struct CheckRhythm(TimeSpan Interval, TimeSpan Timeout, int Rise, int Fall)
{
    /// <summary>How long after a failure it says so, at most: the run before was still good, and each that failed took
    /// as long as it may.</summary>
    public TimeSpan LongestNotice => (Interval * Fall) + Timeout;

    /// <summary>That of a plugin's check.</summary>
    public static CheckRhythm Of(HealthCheckConfig check) => new(check.Interval, check.Timeout, check.Rise, check.Fall);
}
