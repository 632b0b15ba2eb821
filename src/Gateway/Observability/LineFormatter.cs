using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Observability;

/// <summary>One line an event, for people: time, level, event id, message; an exception follows on lines of its own.
/// <c>2026-01-31 12:00:00.123 info  [1001] lan4: Backup -> Master because no Master was heard; ...</c></summary>
/// <param name="time">The clock.</param>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name that selects it.</summary>
    public const string FormatterName = "gateway";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var now = time.GetLocalNow();
        textWriter.Write(FormattableString.Invariant(
            $"{now:yyyy-MM-dd HH:mm:ss.fff} {Word(logEntry.LogLevel)} [{logEntry.EventId.Id}] {message}\n"));
        if (logEntry.Exception is not null)
        {
            textWriter.Write($"{logEntry.Exception}\n");
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        _ => "crit ",
    };
}
