using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Gateway.Notify;

/// <summary>Carries news to the notify actions. Raising is safe from any thread and never waits: each action has its
/// own queue, and one that is dead or slow delays no other and nobody who raises.</summary>
internal sealed class Notifier
{
    private readonly string _node;
    private readonly PluginThreads _threads;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private ImmutableArray<ActionQueue> _queues = [];
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
        (_node, _threads, _time, _logger) = (node, threads, time, logger);
        _queues = [.. actions.Select(QueueOf)];
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

    /// <summary>Tells these actions from now on. One that is the same object with the same settings keeps its queue;
    /// what waits for others is told until the limit, as in <see cref="StopAsync"/>.</summary>
    /// <param name="next">Who is told what.</param>
    /// <param name="limit">How long telling may take.</param>
    /// <param name="cancellationToken">Ends it early, without an error.</param>
    /// <returns>Ends when those that are gone are not called any more, but for calls that hang.</returns>
    public async Task ChangeAsync(
        ImmutableArray<(NotifyConfig Config, INotifyAction Action)> next, TimeSpan limit,
        CancellationToken cancellationToken)
    {
        ActionQueue[] gone;
        lock (_gate)
        {
            var before = _queues;
            _queues = [.. next.Select(entry => before.FirstOrDefault(queue => queue.Entry == entry) ?? QueueOf(entry))];
            gone = [.. before.Except(_queues)];
        }

        if (gone.Length > 0)
        {
            var deadline = Task.Delay(limit, _time, cancellationToken);
            await Task.WhenAll(gone.Select(queue => queue.StopAsync(deadline)));
        }
    }

    /// <summary>Tells what waits, then ends. What cannot be told until the limit is named in the log.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        var deadline = Task.Delay(limit, _time);
        await Task.WhenAll(_queues.Select(queue => queue.StopAsync(deadline)));
    }

    private ActionQueue QueueOf((NotifyConfig Config, INotifyAction Action) entry) =>
        new(entry.Config, entry.Action, _threads, _time, _logger);
}
