using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <summary>Notices what is dropped into the folder of plugins, replaced or removed there, and has the host apply it
/// once the folder has been quiet for a moment.</summary>
/// <remarks>The kernel's word is only a hint to look at once: it may come too often, or, when its queue overflows or
/// the folder is a link, not at all. So there is a look now and then, too.</remarks>
internal sealed partial class PluginWatch : IAsyncDisposable
{
    /// <summary>How long the folder of a plugin must have been unchanged by default.</summary>
    public static readonly TimeSpan DefaultQuiet = TimeSpan.FromMilliseconds(300);

    /// <summary>How often it looks without a word of the kernel by default.</summary>
    public static readonly TimeSpan DefaultLookPeriod = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan UnloadPeriod = TimeSpan.FromSeconds(1);

    private readonly PluginHost _host;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _quiet;
    private readonly TimeSpan _lookPeriod;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _run;
    private FileSystemWatcher? _watcher;
    private bool _unwatched;
    private volatile TaskCompletionSource _changed = NoChange();

    /// <summary>Watches from here on.</summary>
    public PluginWatch(
        PluginHost host, TimeProvider time, ILogger<PluginWatch> logger, TimeSpan quiet, TimeSpan lookPeriod)
    {
        (_host, _time, _logger, _quiet, _lookPeriod) = (host, time, logger, quiet, lookPeriod);
        _run = RunAsync();
    }

    /// <summary>Ends after the look that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run;
        _watcher?.Dispose();
        _stopping.Dispose();
    }

    private static TaskCompletionSource NoChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync()
    {
        // Whoever constructs this does not wait for the disk.
        await Task.Yield();
        while (!_stopping.IsCancellationRequested)
        {
            // BEFORE the look: what changes during it is looked at again.
            _changed = NoChange();
            var settled = await LookAsync();
            if (_host.Unloads.IsWaiting)
            {
                _host.Unloads.Look();
            }

            await WaitAsync(settled);
        }
    }

    private async Task<bool> LookAsync()
    {
        try
        {
            WatchFolder();
            return await _host.RescanAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception wrong)
        {
            // The edge of the watch: the next look may do better, and what runs goes on.
            LogLookFailed(_host.Folder, wrong.Message);
            return true;
        }
    }

    private async Task WaitAsync(bool settled)
    {
        var wait = !settled
            ? Task.Delay(_quiet, _time, _stopping.Token)
            : _changed.Task.WaitAsync(_host.Unloads.IsWaiting ? UnloadPeriod : _lookPeriod, _time, _stopping.Token);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Asks the kernel for word, as soon as there is a folder.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Kept in a field, or disposed here.")]
    private void WatchFolder()
    {
        if (!Directory.Exists(_host.Folder))
        {
            _watcher?.Dispose();
            _watcher = null;
        }
        else if (_watcher is null && !_unwatched)
        {
            var watcher = new FileSystemWatcher(_host.Folder) { IncludeSubdirectories = true };
            watcher.NotifyFilter |= NotifyFilters.Attributes | NotifyFilters.Size | NotifyFilters.CreationTime;
            watcher.Changed += OnChange;
            watcher.Created += OnChange;
            watcher.Deleted += OnChange;
            watcher.Renamed += OnChange;
            watcher.Error += (_, _) => OnChange(watcher, EventArgs.Empty);
            _watcher = TryEnable(watcher) ? watcher : null;
        }
    }

    private bool TryEnable(FileSystemWatcher watcher)
    {
        try
        {
            watcher.EnableRaisingEvents = true;
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A machine that is out of watches stays so; the looks now and then do.
            _unwatched = true;
            LogUnwatched(_host.Folder, refused.Message, _lookPeriod);
            watcher.Dispose();
            return false;
        }
    }

    private void OnChange(object sender, EventArgs change) => _changed.TrySetResult();

    [LoggerMessage(EventId = 3010, Level = LogLevel.Warning,
        Message = "Changes in {Folder} are noticed within {Period} only: {Why}")]
    private partial void LogUnwatched(string folder, string why, Seconds period);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error,
        Message = "Changes in {Folder} could not be looked at, which is tried again: {Why}")]
    private partial void LogLookFailed(string folder, string why);
}
