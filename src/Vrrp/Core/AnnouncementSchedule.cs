using System.Collections.Immutable;

namespace Gateway.Vrrp.Core;

/// <summary>When a Master tells the segment where its addresses live. The first announcement belongs to the takeover
/// itself.</summary>
public sealed record AnnouncementSchedule
{
    /// <summary>Five announcements in the first two seconds, spaced because switches and firewalls limit bursts of ARP;
    /// once more after five seconds for a port that was still learning; then every minute for caches that never
    /// noticed.</summary>
    public static AnnouncementSchedule Default { get; } = new()
    {
        Offsets =
        [
            Duration.FromMilliseconds(100), Duration.FromMilliseconds(500), Duration.FromSeconds(1),
            Duration.FromSeconds(2), Duration.FromSeconds(5),
        ],
        Refresh = Duration.FromSeconds(60),
    };

    /// <summary>Time of each repetition, counted from the takeover, ascending.</summary>
    public required ImmutableArray<Duration> Offsets { get; init; }

    /// <summary>Period of the announcements after the last offset; 0 for none.</summary>
    public required Duration Refresh { get; init; }

    /// <summary>How many announcements of each address go out at the takeover and at each offset. 1 by
    /// default.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>How many at each refresh. 1 by default.</summary>
    public int RefreshRepeat { get; init; } = 1;

    /// <summary>The pause behind the first announcement of a contested Master, one who hears a lower priority or a
    /// foreign claim; it doubles while that goes on, up to 10 s. 0: it does not announce. 1 s by default.</summary>
    public Duration ContestPause { get; init; } = Duration.FromSeconds(1);
}
