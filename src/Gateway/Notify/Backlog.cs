using System.Collections.Immutable;
using Gateway.Plugins;

namespace Gateway.Notify;

/// <summary>What one action has yet to tell: a queue for each subject, in order, in which the latest of a topic
/// replaces what it makes pointless. Not safe from several threads.</summary>
/// <param name="capacity">How many notifications may wait, 1 or more.</param>
internal sealed class Backlog(int capacity)
{
    private readonly Dictionary<(string, bool), List<Waiting>> _subjects = [];
    private readonly Dictionary<(string, bool), TimeSpan> _notBefore = [];
    private int _count;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>All that waits, oldest first.</summary>
    public ImmutableArray<Notification> All =>
        [.. _subjects.Values.SelectMany(queue => queue).Select(w => w.Notification).OrderBy(n => n.Sequence)];

    /// <summary>Takes a notification; an older one of its subject and topic is dropped for it.</summary>
    /// <returns>False when there is no room.</returns>
    public bool TryAdd(Notification notification)
    {
        var next = new Waiting(notification, 0);
        var queue = _subjects.GetValueOrDefault(next.Subject);
        var replaced = queue?.RemoveAll(older => older.Topic == next.Topic) ?? 0;
        _count -= replaced;
        if (replaced > 0)
        {
            // Fresh news gets a fresh attempt, whatever the one before it had come to.
            _notBefore.Remove(next.Subject);
        }

        if (_count >= capacity)
        {
            return false;
        }

        if (queue is null)
        {
            _subjects[next.Subject] = queue = [];
        }

        queue.Add(next);
        _count++;
        return true;
    }

    /// <summary>Gives the oldest of those that may be told at this moment, and forgets it.</summary>
    /// <returns>Null when there is none.</returns>
    public Waiting? Take(TimeSpan now)
    {
        var queue = _subjects.Where(subject => subject.Value.Count > 0 && NotBefore(subject.Key) <= now)
            .Select(subject => subject.Value)
            .MinBy(waiting => waiting[0].Notification.Sequence);
        if (queue is null)
        {
            return null;
        }

        var first = queue[0];
        queue.RemoveAt(0);
        _count--;
        return first;
    }

    /// <summary>Puts back what could not be told, BEFORE all else of its subject, unless newer news of its topic have
    /// come meanwhile.</summary>
    /// <param name="failed">What <see cref="Take"/> gave.</param>
    /// <param name="notBefore">When it, and so its subject, may be tried again.</param>
    /// <returns>False when it is pointless by now.</returns>
    public bool TryPutBack(in Waiting failed, TimeSpan notBefore)
    {
        var (queue, topic) = (_subjects[failed.Subject], failed.Topic);
        if (queue.Exists(newer => newer.Topic == topic))
        {
            return false;
        }

        queue.Insert(0, failed with { Attempts = failed.Attempts + 1 });
        _count++;
        _notBefore[failed.Subject] = notBefore;
        return true;
    }

    /// <summary>Lets everything be told at once.</summary>
    public void Hurry() => _notBefore.Clear();

    /// <summary>When the next may be told; null when nothing waits.</summary>
    public TimeSpan? NextDue() => IsEmpty
        ? null
        : _subjects.Where(subject => subject.Value.Count > 0).Min(subject => NotBefore(subject.Key));

    private TimeSpan NotBefore((string, bool) subject) => _notBefore.GetValueOrDefault(subject);
}
