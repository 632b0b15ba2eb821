using System.Collections.Frozen;
using System.Collections.Immutable;
using Gateway.Vrrp.Engine;

namespace Gateway.Health;

/// <summary>Carries the word of each check to the engine, for the virtual routers that track it.</summary>
/// <param name="engine">Who hears it; null on a node without virtual routers.</param>
/// <param name="trackers">The trackers' names, by index.</param>
internal sealed class TrackerWords(VrrpEngine? engine, ImmutableArray<string> trackers) : IHealthListener
{
    private readonly FrozenDictionary<string, int> _indices = trackers.Select((name, index) => (name, index))
        .ToFrozenDictionary(tracker => tracker.name, tracker => tracker.index);

    /// <inheritdoc/>
    public void OnWord(in HealthWord word)
    {
        if (_indices.TryGetValue(word.Check, out var tracker))
        {
            // A word that is lost because the inbox is full is renewed by the next run.
            _ = engine?.ReportTracker(tracker, word.Demotion, word.ValidFor);
        }
    }
}
