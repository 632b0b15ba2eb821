using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Observability;

/// <summary>One line an event, for people: time, level, event id, message; an exception follows on lines of its own.
/// <c>2026-01-31 12:00:00.123 info  [1001] lan4: Backup -> Master because no Master was heard; ...</c>
/// In the journal, which has a time of its own, the priority stands in the place of the time.</summary>
/// <param name="time">The clock.</param>
/// <param name="journal">The priority.</param>
internal sealed class LineFormatter(TimeProvider time, JournalPrefix journal) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name that selects it.</summary>
    public const string FormatterName = "gateway";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var now = journal.IsInUse ? "" : FormattableString.Invariant($"{time.GetLocalNow():yyyy-MM-dd HH:mm:ss.fff} ");
        var text = FormattableString.Invariant($"{now}{Word(logEntry.LogLevel)} [{logEntry.EventId.Id}] {message}");
        text += logEntry.Exception is null ? "" : $"\n{logEntry.Exception}";
        textWriter.Write($"{journal.Before(text, logEntry.LogLevel)}\n");
    }

    private static string Word(LogLevel level) => LevelName.Of(level).PadRight(LevelName.Longest);
}
