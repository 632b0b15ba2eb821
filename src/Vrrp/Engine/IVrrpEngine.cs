using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>The running engine as those see it who tell it something. Every member may be called from any
/// thread.</summary>
public interface IVrrpEngine
{
    /// <summary>Ends when the engine ends.</summary>
    Task Completion { get; }

    /// <summary>Passes a tracker's word on. The word is leased, like an address: unless renewed, the tracker counts as
    /// failed when <paramref name="validFor"/> is over, so a health scheduler that hangs cannot keep a priority up.
    /// Until its first word a tracker counts as failed.</summary>
    /// <param name="tracker">Its index in the configuration.</param>
    /// <param name="word">How ill it is. Anything less than failed is a good word.</param>
    /// <param name="validFor">How long a good word holds.</param>
    /// <returns>False when the engine's inbox is full or the engine has ended: the word is lost.</returns>
    bool ReportTracker(int tracker, Demotion word, TimeSpan validFor);

    /// <summary>Runs another configuration from now on, without a transition where none is due: virtual routers are
    /// added, removed and retuned; one that its peers know by another interface, family, id, version or by the other of
    /// multicast and unicast is stopped and started. Words that come after it are of its trackers.</summary>
    /// <param name="config">What to run. Trackers that the old one has, too, keep their words.</param>
    /// <param name="news">What new trackers have said already; one that is not in it counts as failed until it speaks.
    /// Interfaces need none.</param>
    /// <returns>False when the engine's inbox is full or the engine has ended: nothing changes.</returns>
    bool Apply(VrrpConfig config, ImmutableArray<TrackerWord> news = default);
}
