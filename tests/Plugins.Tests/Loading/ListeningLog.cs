using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Plugins.Tests.Loading;

/// <summary>Keeps log lines, as "3004 Error: text".</summary>
internal sealed class ListeningLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];
    private readonly ConcurrentBag<(string Part, TaskCompletionSource Heard)> waiters = [];

    public IReadOnlyCollection<string> Lines => lines;

    public string Only(int id) => Assert.Single(lines, line => line.StartsWith($"{id} ", StringComparison.Ordinal));

    /// <summary>Ends when a line with these words is there.</summary>
    public async Task HearsAsync(string part)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiters.Add((part, heard));
        Tell();
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue($"{eventId.Id} {logLevel}: {formatter(state, exception)}");
        Tell();
    }

    public void Dispose()
    {
    }

    private void Tell()
    {
        foreach (var (part, heard) in waiters)
        {
            if (lines.Any(line => line.Contains(part, StringComparison.Ordinal)))
            {
                heard.TrySetResult();
            }
        }
    }
}
