using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <summary>Sees to it that retired generations of plugins leave the memory, and names those that do not. Safe from any
/// thread.</summary>
internal sealed partial class UnloadWatch(TimeProvider time, ILogger logger)
{
    /// <summary>How long after its retirement a generation is called a leak.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<(PluginHandle Handle, long Since)> _waiting = [];

    /// <summary>Whether some generation may still go.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>How many generations have been named as leaks.</summary>
    public int Leaks { get; private set; }

    /// <summary>Takes a generation that was retired.</summary>
    public void Add(PluginHandle handle)
    {
        lock (_gate)
        {
            _waiting.Add((handle, time.GetTimestamp()));
        }
    }

    /// <summary>Collects garbage and looks what has gone. To be called about once a second while
    /// <see cref="IsWaiting"/>.</summary>
    /// <remarks>Not blocking: a collection that stops every thread would stop the VRRP engine's too.</remarks>
    public void Look()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        lock (_gate)
        {
            _waiting.RemoveAll(waiting => waiting.Handle.IsGone || IsOverdue(waiting.Handle, waiting.Since));
        }
    }

    private bool IsOverdue(PluginHandle handle, long since)
    {
        if (time.GetElapsedTime(since) < Patience)
        {
            return false;
        }

        Leaks++;
        if (handle.IsLeased)
        {
            LogInUse(handle.Name, handle.Generation, Patience);
        }
        else
        {
            LogLeak(handle.Name, handle.Generation, Patience);
        }

        return true;
    }

    [LoggerMessage(EventId = 3008, Level = LogLevel.Warning,
        Message = "Plugin {Plugin}: generation {Generation} is still at work {Patience} after it was retired; it stays "
            + "loaded until its call or its dispose returns")]
    private partial void LogInUse(string plugin, int generation, Seconds patience);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Warning,
        Message = "Plugin {Plugin} leaks: generation {Generation} has ended but is still in memory after {Patience}; a "
            + "thread, a timer, an event or a static field of somebody else holds it. A restart frees it")]
    private partial void LogLeak(string plugin, int generation, Seconds patience);
}
