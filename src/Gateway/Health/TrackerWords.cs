using System.Collections.Frozen;
using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Gateway.Health;

/// <summary>Carries the word of each check to the engine, for the virtual routers that track it, and the configuration
/// by which the engine understands them. Safe from any thread.</summary>
/// <param name="engine">Who hears it; null on a node without virtual routers.</param>
/// <param name="trackers">The trackers' names, by index.</param>
/// <param name="time">The clock.</param>
internal sealed class TrackerWords(IVrrpEngine? engine, ImmutableArray<string> trackers, TimeProvider time)
    : IHealthListener
{
    // Words of one configuration never reach the engine under the next.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (HealthWord Word, long At)> _last = new(StringComparer.Ordinal);
    private FrozenDictionary<string, int> _indices = IndicesOf(trackers);

    /// <inheritdoc/>
    public void OnWord(in HealthWord word)
    {
        lock (_gate)
        {
            _last[word.Check] = (word, time.GetTimestamp());
            if (_indices.TryGetValue(word.Check, out var tracker))
            {
                // A word that is lost because the inbox is full is renewed by the next run.
                _ = engine?.ReportTracker(tracker, word.Demotion, word.ValidFor);
            }
        }
    }

    /// <inheritdoc/>
    public void OnGone(string check)
    {
        lock (_gate)
        {
            _ = _last.Remove(check);
        }
    }

    /// <summary>Has the engine run another configuration, with what its new trackers have said already.</summary>
    /// <returns>False when the engine's inbox is full: try again. True as well where there is no engine any
    /// more.</returns>
    public bool TryApply(VrrpConfig next)
    {
        lock (_gate)
        {
            var news = next.Trackers
                .Select((name, index) => (name, index))
                .Where(tracker => !_indices.ContainsKey(tracker.name) && _last.ContainsKey(tracker.name))
                .Select(tracker => WordOf(tracker.index, tracker.name));
            if (engine is { Completion.IsCompleted: false } && !engine.Apply(next, [.. news]))
            {
                return engine.Completion.IsCompleted;
            }

            _indices = IndicesOf(next.Trackers);
            return true;
        }
    }

    private static FrozenDictionary<string, int> IndicesOf(ImmutableArray<string> trackers) => trackers
        .Select((name, index) => (name, index))
        .ToFrozenDictionary(tracker => tracker.name, tracker => tracker.index);

    // The rest of its time.
    private TrackerWord WordOf(int tracker, string name)
    {
        var (word, at) = _last[name];
        var left = word.ValidFor - time.GetElapsedTime(at);
        return new(tracker, left > TimeSpan.Zero ? word.Demotion : Demotion.Full, left);
    }
}
