using System.Collections.Concurrent;
using Gateway.Health;
using Gateway.Notify;
using Gateway.Plugins;

namespace Gateway.Hosting;

/// <summary>Makes news of checks that change, on the way of their words to whoever else hears them. A check that is
/// well from the start is no news.</summary>
/// <param name="next">Who else hears every word.</param>
/// <param name="notifier">Who is told of changes.</param>
internal sealed class CheckNews(IHealthListener next, Notifier notifier) : IHealthListener
{
    private readonly ConcurrentDictionary<string, bool> _up = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void OnGone(string check)
    {
        next.OnGone(check);
        _ = _up.TryRemove(check, out _);
    }

    /// <inheritdoc/>
    public void OnWord(in HealthWord word)
    {
        // The priorities BEFORE the people.
        next.OnWord(word);
        var before = _up.GetValueOrDefault(word.Check, true);
        _up[word.Check] = word.Up;
        if (word.Up != before)
        {
            var kind = word.Up ? NotificationKind.CheckUp : NotificationKind.CheckDown;
            notifier.Raise(new(kind, word.Check, word.Text));
        }
    }
}
