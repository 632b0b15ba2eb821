using System.Threading.Channels;

namespace Gateway.Configuration.Reload;

/// <summary>Notices that files have changed: at once where the kernel tells, within five seconds where it does not (a
/// link into another folder, a network file system, a folder that was not there). What an editor or a package manager
/// writes in several steps is one change, and a file that is written anew with the same content is none.</summary>
internal sealed class ChangeWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromSeconds(2);

    private readonly Func<IEnumerable<string>> _folders;
    private readonly Func<string> _fingerprint;
    private readonly TimeProvider _time;
    private readonly bool _withSubfolders;
    private readonly Dictionary<string, FileSystemWatcher> _watchers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _stirred = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile bool _isInsisting;
    private string _last;
    private Task _run = Task.CompletedTask;

    /// <summary>Takes what is there now as known.</summary>
    /// <param name="folders">The folders to watch, as they are at the moment; missing ones are fine.</param>
    /// <param name="fingerprint">What the files hold, as a text that changes with them. Must not throw.</param>
    /// <param name="time">The clock.</param>
    /// <param name="withSubfolders">Whether to watch what is in subfolders, too.</param>
    public ChangeWatch(
        Func<IEnumerable<string>> folders, Func<string> fingerprint, TimeProvider time, bool withSubfolders = false)
    {
        (_folders, _fingerprint, _time, _withSubfolders) = (folders, fingerprint, time, withSubfolders);
        WatchFolders();
        _last = fingerprint();
    }

    /// <summary>Begins. <paramref name="changed"/> is called once for each change, never twice at a time; it must not
    /// throw, even when it is cancelled.</summary>
    public void Start(Func<CancellationToken, Task> changed) => _run = Task.Run(() => RunAsync(changed));

    /// <summary>Counts as a change, whatever the files hold, and at once.</summary>
    public void Insist()
    {
        _isInsisting = true;
        _ = _stirred.Writer.TryWrite(true);
    }

    /// <summary>Looks now, for the folders may be others.</summary>
    public void Look() => _stirred.Writer.TryWrite(true);

    /// <summary>Ends; waits for a call under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        foreach (var watcher in _watchers.Values)
        {
            watcher.Dispose();
        }

        _stop.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> changed)
    {
        while (!_stop.IsCancellationRequested)
        {
            await StirsAsync(LookAnyway);
            await SettlesAsync();
            WatchFolders();
            var now = _fingerprint();
            if ((now != _last || _isInsisting) && !_stop.IsCancellationRequested)
            {
                (_last, _isInsisting) = (now, false);
                await changed(_stop.Token);
                // A configuration that was taken up may name other folders.
                WatchFolders();
            }
        }
    }

    private async Task SettlesAsync()
    {
        var began = _time.GetTimestamp();
        // Who insists has finished writing.
        while (!_isInsisting && _time.GetElapsedTime(began) < LongestUnrest && await StirsAsync(Quiet))
        {
        }
    }

    // Whether something happened in that time.
    private async Task<bool> StirsAsync(TimeSpan wait)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var timer = Task.Delay(wait, _time, either.Token);
        var stirred = _stirred.Reader.WaitToReadAsync(either.Token).AsTask();
        var first = await Task.WhenAny(timer, stirred);
        await either.CancelAsync();
        _ = _stirred.Reader.TryRead(out _);
        return first == stirred && !_stop.IsCancellationRequested;
    }

    private void WatchFolders()
    {
        var wanted = _folders().Where(Directory.Exists).ToHashSet();
        foreach (var gone in _watchers.Keys.Except(wanted).ToArray())
        {
            _watchers[gone].Dispose();
            _ = _watchers.Remove(gone);
        }

        foreach (var folder in wanted.Where(folder => !_watchers.ContainsKey(folder)))
        {
            TryWatch(folder);
        }
    }

    // The kernel may have no watch left for us: then it takes five seconds instead of a moment. Or the folder is gone
    // since it was looked for.
    private void TryWatch(string folder)
    {
        var watcher = new FileSystemWatcher { IncludeSubdirectories = _withSubfolders };
        try
        {
            watcher.Path = folder;
            watcher.Created += Stir;
            watcher.Changed += Stir;
            watcher.Deleted += Stir;
            watcher.Renamed += Stir;
            watcher.Error += (_, _) => _stirred.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            _watchers[folder] = watcher;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher.Dispose();
        }
    }

    private void Stir(object sender, FileSystemEventArgs happened) => _stirred.Writer.TryWrite(true);
}
