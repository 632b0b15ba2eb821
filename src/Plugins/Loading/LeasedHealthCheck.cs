using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <summary>A plugin's health check and its lease on the plugin. Disposing it disposes the check and returns the lease:
/// in bounded time, even if the check hangs. Calls to the plugin run on plugin threads only where this type starts them
/// itself:
/// <see cref="DisposeAsync"/>; the caller of the other steps chooses the thread.</summary>
internal sealed partial class LeasedHealthCheck(
    PluginHandle handle, string name, IHealthCheck check, PluginThreads threads, TimeProvider time, ILogger logger)
    : IHealthCheck
{
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(2);

    private int _running;
    private int _disposed;

    /// <inheritdoc/>
    public void Configure(PluginContext context) => check.Configure(context);

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Validate() => check.Validate();

    /// <inheritdoc/>
    public async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        Interlocked.Increment(ref _running);
        try
        {
            return await check.CheckAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Step 5, at most two seconds. A check that is still running, or whose own step 5 hangs, keeps its lease:
    /// its code cannot be unloaded under its feet.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (Volatile.Read(ref _running) != 0)
        {
            LogStillRunning(handle.Name, name);
            return;
        }

        if (await TryDisposeCheckAsync())
        {
            handle.Return();
        }
    }

    private async Task<bool> TryDisposeCheckAsync()
    {
        var step = threads.RunAsync(async () =>
        {
            await check.DisposeAsync();
            return true;
        });
        try
        {
            return await step.WaitAsync(DisposeLimit, time);
        }
        catch (TimeoutException) when (!step.IsCompleted)
        {
            LogDisposeHangs(handle.Name, name, DisposeLimit);
            return false;
        }
        catch (Exception thrown)
        {
            LogDisposeThrows(handle.Name, name, thrown.Message);
            return true;
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning,
        Message = "Plugin {Plugin}, check {Check} is still running and cannot be disposed; the plugin stays loaded")]
    private partial void LogStillRunning(string plugin, string check);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning,
        Message = "Plugin {Plugin}, check {Check} did not finish its dispose within {Limit}; the plugin stays loaded")]
    private partial void LogDisposeHangs(string plugin, string check, TimeSpan limit);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning,
        Message = "Plugin {Plugin}, check {Check} failed in its dispose, which is ignored: {Error}")]
    private partial void LogDisposeThrows(string plugin, string check, string error);
}
