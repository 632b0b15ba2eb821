using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The announcements, under the names that they have in keepalived.</content>
public sealed partial class VrrpConfigBuilder
{
    private const int MaxRepeat = 20;

    // What keepalived does when only one of the two is said.
    private const int BurstRepeat = 5;
    private static readonly Duration BurstDelay = Duration.FromSeconds(5);

    private static readonly Duration MinRefresh = Duration.FromSeconds(1);
    private static readonly Duration MaxRefresh = Duration.FromSeconds(86_400);
    private static readonly Duration MaxPause = Duration.FromSeconds(3600);

    private AnnouncementSchedule BuildAnnouncements(string path, VirtualRouterOptions options)
    {
        var spaced = AnnouncementSchedule.Default;
        var (offsets, repeat) = options is { GarpMasterDelay: null, GarpMasterRepeat: null }
            ? (spaced.Offsets, spaced.Repeat)
            : BuildBursts(path, options);
        return new()
        {
            Offsets = offsets,
            Repeat = repeat,
            Refresh = BuildRefresh($"{path}:GarpMasterRefresh", options.GarpMasterRefresh, spaced.Refresh),
            RefreshRepeat = BuildRepeat(
                $"{path}:GarpMasterRefreshRepeat", options.GarpMasterRefreshRepeat, spaced.RefreshRepeat),
            ContestPause = BuildDuration(
                $"{path}:GarpLowerPrioDelay", options.GarpLowerPrioDelay, spaced.ContestPause, default, MaxPause),
        };
    }

    private Duration BuildRefresh(string path, string? text, Duration byDefault) =>
        DurationText.TryParse(text, out var refresh) && refresh == Duration.Zero
            ? refresh
            : BuildDuration(path, text, byDefault, MinRefresh, MaxRefresh, ", or 0s for none");

    private (ImmutableArray<Duration> Offsets, int Repeat) BuildBursts(string path, VirtualRouterOptions options)
    {
        var delay = BuildDuration($"{path}:GarpMasterDelay", options.GarpMasterDelay, BurstDelay, default, MaxPause);
        var repeat = BuildRepeat($"{path}:GarpMasterRepeat", options.GarpMasterRepeat, BurstRepeat);
        return (delay == Duration.Zero ? [] : [delay], repeat);
    }

    private int BuildRepeat(string path, int? count, int byDefault)
    {
        if (count is < 1 or > MaxRepeat)
        {
            Fail(path, $"{count} is out of range; use 1 to {MaxRepeat}.");
        }

        return count ?? byDefault;
    }
}
