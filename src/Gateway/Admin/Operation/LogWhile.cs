using Gateway.Observability;
using Gateway.Vrrp.Config;

namespace Gateway.Admin.Operation;

/// <summary>For how long a level of the log is set, as operators write it.</summary>
internal static class LogWhile
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>Reads it.</summary>
    /// <param name="text">For example <c>10m</c>.</param>
    /// <param name="span">1 s to <see cref="LogLevels.LongestWhile"/>.</param>
    /// <param name="problem">What is wrong, as a sentence; empty when nothing is.</param>
    public static bool TryRead(string text, out TimeSpan span, out string problem)
    {
        var isDuration = DurationText.TryParse(text, out var duration);
        span = isDuration ? duration.ToTimeSpan() : default;
        problem = !isDuration ? $"\"{text}\" is not {DurationText.Expected}."
            : span < Shortest || span > LogLevels.LongestWhile
            ? FormattableString.Invariant($"\"{text}\" is out of range; write 1s to ")
                + FormattableString.Invariant($"{LogLevels.LongestWhile.TotalHours:0}h, or leave it out: then the ")
                + "level stays until the gateway ends."
            : "";
        return problem.Length == 0;
    }
}
