using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Gateway.Health;

/// <summary>Carries the word of each check to the engine, for the virtual routers that track it.</summary>
/// <param name="engine">Who hears it; null on a node without virtual routers.</param>
/// <param name="trackers">The trackers' names, by index.</param>
internal sealed class TrackerWords(VrrpEngine? engine, ImmutableArray<string> trackers) : IHealthListener
{
    /// <inheritdoc/>
    public void OnWord(in HealthWord word)
    {
        var tracker = trackers.IndexOf(word.Check);
        if (tracker >= 0)
        {
            // A word that is lost because the inbox is full is renewed by the next run.
            _ = engine?.ReportTracker(tracker, Demotion.Of(word.Up), word.ValidFor);
        }
    }
}
