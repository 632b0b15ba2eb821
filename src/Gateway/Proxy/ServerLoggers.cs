using System.Net.Sockets;

namespace Gateway.Proxy;

/// <summary>Loggers that keep from Kestrel's own words what is no fault, or was told already: it prints a stack trace
/// for each.</summary>
/// <param name="loggers">Take all the rest; not owned.</param>
internal sealed class ServerLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        var logger = loggers.CreateLogger(categoryName);
        return categoryName.StartsWith(Kestrel, StringComparison.Ordinal) ? new ServerLogger(logger) : logger;
    }

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Not ours.
    }

    private sealed class ServerLogger(ILogger below) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => below.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => below.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsNoFault(exception))
            {
                below.Log(logLevel, eventId, state, exception, formatter);
            }
        }

        // When an address goes, the kernel ends what was connected to it, which no client does. Kestrel knows the word
        // for it only on Windows.
        private static bool IsNoFault(Exception? exception) =>
            exception is BrokenAnswerException or SocketException { SocketErrorCode: SocketError.ConnectionAborted };
    }
}
