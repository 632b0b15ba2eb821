using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <summary>One check or action, made from one generation of a plugin, and its lease on it. Once retired it takes no
/// more calls, and is disposed when the last one has returned. Safe from any thread.</summary>
/// <remarks>Calls to the plugin run on plugin threads only where this type starts them itself, in its dispose; the
/// caller of the other steps chooses the thread.</remarks>
internal sealed partial class PluginInstance(
    PluginHandle handle, string title, IPlugin plugin, PluginThreads threads, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IPlugin? _plugin = plugin;
    private int _running;
    private bool _retired;

    /// <summary>Which generation of the plugin it is of.</summary>
    public int Generation => handle.Generation;

    /// <summary>The plugin's object, for steps 2 and 3.</summary>
    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    public IPlugin Plugin
    {
        get
        {
            ObjectDisposedException.ThrowIf(_plugin is null, this);
            return _plugin;
        }
    }

    /// <summary>Begins a call: until <see cref="Exit"/> it is not disposed.</summary>
    /// <returns>False when it is retired.</returns>
    public bool TryEnter()
    {
        lock (_gate)
        {
            _running += _retired ? 0 : 1;
            return !_retired;
        }
    }

    /// <summary>Ends a call.</summary>
    public void Exit()
    {
        lock (_gate)
        {
            _running--;
            EndIfIdle();
        }
    }

    /// <summary>Takes no more calls, waits for those under way, disposes (step 5) and gives the lease back. Safe to
    /// repeat.</summary>
    /// <returns>Ends when that is done, after two seconds at most: what takes longer goes on, and its code stays
    /// loaded so long.</returns>
    public async Task RetireAsync()
    {
        lock (_gate)
        {
            if (_retired)
            {
                return;
            }

            _retired = true;
            EndIfIdle();
        }

        try
        {
            await EndAsync().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            LogLingers();
        }
    }

    private void EndIfIdle()
    {
        if (_retired && _running == 0)
        {
            _idle.TrySetResult();
        }
    }

    private async Task EndAsync()
    {
        await _idle.Task;
        try
        {
            await threads.RunAsync(async () =>
            {
                await Plugin.DisposeAsync();
                return true;
            });
        }
        catch (Exception thrown)
        {
            LogDisposeThrows(handle.Name, title, thrown.Message);
        }

        _plugin = null;
        handle.Return();
    }

    private void LogLingers()
    {
        if (_idle.Task.IsCompleted)
        {
            LogDisposeHangs(handle.Name, title, Patience);
        }
        else
        {
            LogStillRunning(handle.Name, title, handle.Generation);
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information,
        Message = "Plugin {Plugin}, {Title}: a call to generation {Generation} is still running; that generation gets "
            + "no more calls and stays loaded until this one returns")]
    private partial void LogStillRunning(string plugin, string title, int generation);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning,
        Message = "Plugin {Plugin}, {Title} did not finish its dispose within {Limit}; it stays loaded until it does")]
    private partial void LogDisposeHangs(string plugin, string title, Seconds limit);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning,
        Message = "Plugin {Plugin}, {Title} failed in its dispose, which is ignored: {Error}")]
    private partial void LogDisposeThrows(string plugin, string title, string error);
}
