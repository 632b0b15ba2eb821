using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Gateway.Notify;

/// <summary>Carries news to the notify actions. Raising is safe from any thread and never waits: each action has its
/// own queue, and one that is dead or slow delays no other and nobody who raises.</summary>
internal sealed class Notifier
{
    private readonly ImmutableArray<ActionQueue> _queues;
    private readonly string _node;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private long _sequence;

    /// <summary>Begins to wait for news.</summary>
    /// <param name="node">The machine, by its name in <c>Nodes</c>.</param>
    /// <param name="actions">Who is told what. The owner disposes the actions, AFTER the stop.</param>
    /// <param name="threads">Where the actions run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears what was told and what could not be.</param>
    public Notifier(
        string node,
        IEnumerable<(NotifyConfig Config, INotifyAction Action)> actions,
        PluginThreads threads,
        TimeProvider time,
        ILogger<Notifier> logger)
    {
        (_node, _time) = (node, time);
        _queues = [.. actions.Select(a => new ActionQueue(a.Config, a.Action, threads, time, logger))];
    }

    /// <summary>Notifications that were lost because too many waited.</summary>
    public long Dropped => _queues.Sum(queue => queue.Dropped);

    /// <summary>Tells every action that is to know it, soon.</summary>
    public void Raise(in News news)
    {
        // Numbered and queued in one: what has the lower number is in front in every queue.
        lock (_gate)
        {
            var notification = new Notification
            {
                Kind = news.Kind,
                Subject = news.Subject,
                IsGroup = news.IsGroup,
                Priority = news.Priority,
                Reason = news.Reason,
                Sequence = ++_sequence,
                At = _time.GetUtcNow(),
                Node = _node,
            };
            foreach (var queue in _queues)
            {
                queue.Post(notification);
            }
        }
    }

    /// <summary>Tells what waits, then ends. What cannot be told until the limit is named in the log.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        var deadline = Task.Delay(limit, _time);
        await Task.WhenAll(_queues.Select(queue => queue.StopAsync(deadline)));
    }
}
