using System.Collections.Concurrent;
using Gateway.Proxy;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests;

/// <summary>Keeps log lines, as "Level: text".</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILoggerFactory CreateFactory() =>
        LoggerFactory.Create(logging => logging.AddProxyFilters().AddProvider(this));

    public ILogger CreateLogger(string categoryName) => this;

    /// <summary>A logger for one class that keeps every level.</summary>
    public ILogger<T> Of<T>() => new TypedLogger<T>(this);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
    }

    private sealed class TypedLogger<T>(ILogger log) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => log.Log(logLevel, eventId, state, exception, formatter);
    }
}
