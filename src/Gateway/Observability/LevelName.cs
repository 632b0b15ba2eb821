namespace Gateway.Observability;

/// <summary>What the levels of the log are called, in the log and on the command line.</summary>
internal static class LevelName
{
    /// <summary>The number of letters of the longest name.</summary>
    public const int Longest = 5;

    private static readonly (LogLevel Level, string Name)[] Names =
    [
        (LogLevel.Trace, "trace"),
        (LogLevel.Debug, "debug"),
        (LogLevel.Information, "info"),
        (LogLevel.Warning, "warn"),
        (LogLevel.Error, "error"),
        (LogLevel.Critical, "crit"),
    ];

    /// <summary>All of them, the most talkative first.</summary>
    public static IEnumerable<string> All => Names.Select(pair => pair.Name);

    /// <summary>The name of a level.</summary>
    public static string Of(LogLevel level) => Names.First(pair => pair.Level == level).Name;

    /// <summary>The level of a name that is one of <see cref="All"/>.</summary>
    public static LogLevel Parse(string name) => Names.First(pair => pair.Name == name).Level;
}
