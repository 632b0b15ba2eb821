using System.Diagnostics;

namespace Lab.Observers;

/// <summary>The one clock of all observers: monotonic, from the first look.</summary>
internal static class LabClock
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    /// <summary>Time since the start of this process's first measurement.</summary>
    internal static TimeSpan Now => Stopwatch.GetElapsedTime(Start);
}
