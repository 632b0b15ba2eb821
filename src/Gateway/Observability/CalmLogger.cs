namespace Gateway.Observability;

/// <summary>A logger that does not repeat itself.</summary>
/// <param name="category">Its category.</param>
/// <param name="below">Takes what passes.</param>
/// <param name="limit">Decides what does.</param>
internal sealed class CalmLogger(string category, ILogger below, RepeatLimit limit) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => below.BeginScope(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => below.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (below.IsEnabled(logLevel)
            && limit.Admits(new(category, logLevel, eventId, formatter(state, exception))))
        {
            below.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
