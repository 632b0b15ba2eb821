using System.Globalization;

namespace Gateway.Observability;

/// <summary>Tells systemd's journal how important a line is: <c>&lt;4&gt;</c> at its beginning, sd-daemon(3). Anywhere
/// else there is none.</summary>
/// <param name="isJournal">Whether the log goes to the journal.</param>
internal sealed class JournalPrefix(bool isJournal)
{
    private const string Variable = "JOURNAL_STREAM";
    private const string StandardOutput = "/proc/self/fd/1";

    /// <summary>For the standard output of this process.</summary>
    public static JournalPrefix OfProcess { get; } = new(IsJournal(
        Environment.GetEnvironmentVariable(Variable), new FileInfo(StandardOutput).LinkTarget));

    /// <summary>Whether the log goes to the journal, which notes the time by itself.</summary>
    public bool IsInUse => isJournal;

    /// <summary>Whether standard output is the stream that systemd says is its journal's (systemd.exec(5)): a pipe or a
    /// file that somebody put in its place is not.</summary>
    /// <param name="stream"><c>JOURNAL_STREAM</c>: device and inode, <c>8:12345</c>.</param>
    /// <param name="output">What the kernel calls standard output: <c>socket:[12345]</c>.</param>
    public static bool IsJournal(string? stream, string? output) =>
        stream?.Split(':') is [_, { Length: > 0 } inode] && output == $"socket:[{inode}]";

    /// <summary>What a line of that level begins with.</summary>
    public string Of(LogLevel level) => isJournal
        ? string.Create(CultureInfo.InvariantCulture, $"<{Priority(level)}>")
        : "";

    /// <summary>Puts it before every line of a text.</summary>
    public string Before(string text, LogLevel level) => isJournal
        ? Of(level) + text.Replace("\n", $"\n{Of(level)}", StringComparison.Ordinal)
        : text;

    // syslog(3): LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_INFO, LOG_DEBUG.
    private static int Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
