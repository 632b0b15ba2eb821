using System.Collections.Immutable;
using Gateway.Observability;

namespace Gateway.Admin.Status;

/// <summary>How much is logged of a category.</summary>
/// <param name="Category">Of what; <c>all</c>: of everything for which nothing else is said.</param>
/// <param name="Level">This level and all above it.</param>
/// <param name="Seconds">For how long it was set, or how long it is still in force; null until the end of the
/// process.</param>
/// <param name="Until">When it ends; null with the process.</param>
/// <param name="Then">The level then; null when it does not end, or when <c>all</c> counts then.</param>
internal sealed record LogLevelReport(
    string Category, string Level, double? Seconds, DateTimeOffset? Until, string? Then)
{
    /// <summary>Writes down all that is set.</summary>
    public static ImmutableArray<LogLevelReport> AllOf(LogLevels levels)
    {
        var now = levels.Now;
        return [.. levels.InForce.Select(set => Of(set, levels.Usual, now))];
    }

    /// <summary>Writes one down.</summary>
    /// <param name="set">What is set.</param>
    /// <param name="usual">What counts where nothing is set.</param>
    /// <param name="now">The time.</param>
    public static LogLevelReport Of(LevelInForce set, LogLevel usual, DateTimeOffset now)
    {
        var then = set.Former ?? (set.Category == LogLevels.All ? usual : null);
        return new(
            set.Category, LevelName.Of(set.Level), (set.Until - now)?.TotalSeconds, set.Until,
            set.Until is null || then is not { } level ? null : LevelName.Of(level));
    }
}
