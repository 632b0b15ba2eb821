using Gateway.Plugins;

namespace Gateway.Observability;

/// <summary>Loggers that do not repeat themselves: of one text five lines pass in ten seconds, the rest becomes one
/// line with their number. Owns the loggers below.</summary>
internal sealed partial class CalmLoggers : ILoggerFactory
{
    private readonly ILoggerFactory _loggers;
    private readonly RepeatLimit _limit;

    /// <summary>Calms loggers.</summary>
    /// <param name="loggers">The loggers below.</param>
    /// <param name="time">The clock.</param>
    /// <param name="levels">How much they log; owned. Null where that does not change.</param>
    public CalmLoggers(ILoggerFactory loggers, TimeProvider time, LogLevels? levels = null)
    {
        (_loggers, Levels) = (loggers, levels);
        _limit = new(Report, time);
    }

    /// <summary>How much they log; null where that does not change.</summary>
    public LogLevels? Levels { get; }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        Levels?.Note(categoryName);
        return new CalmLogger(categoryName, _loggers.CreateLogger(categoryName), _limit);
    }

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => _loggers.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose()
    {
        _limit.Dispose();
        _loggers.Dispose();
        Levels?.Dispose();
    }

    private void Report(RepeatedLine line, int count)
    {
        var logger = _loggers.CreateLogger(line.Category);
        if (line.Text is { } text)
        {
            Repeated(logger, line.Level, text, count, RepeatLimit.Window);
        }
        else
        {
            Flooded(logger, line.Level, line.Event.Id, count, RepeatLimit.Window);
        }
    }

    [LoggerMessage(EventId = 120, Message = "{Text} ({Count} more time(s) within {Window})")]
    private static partial void Repeated(ILogger logger, LogLevel level, string text, int count, Seconds window);

    [LoggerMessage(EventId = 121,
        Message = "{Count} more line(s) like [{Event}], all different, came within {Window}; they are left out.")]
    private static partial void Flooded(ILogger logger, LogLevel level, int @event, int count, Seconds window);
}
