using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>A recording as text: lines of words, times in nanoseconds, no address as <c>-</c>.
/// <code>
/// gateway-recording 1
/// router NUMBER NAME
/// settings NUMBER TIME PRIORITY INTERVAL PREEMPT VERSION PREEMPT-DELAY RECOVERY-HOLD STARTUP-DELAY PEERS GROUP PROBE
///   OFFSETS REFRESH REPEAT REFRESH-REPEAT CONTEST-PAUSE
/// input NUMBER TIME KIND PRIORITY INTERVAL SOURCE FAULT SUBJECT
/// effect NUMBER KIND PRIORITY COUNT FROM TO REASON PEER PEER-PRIORITY
/// lost COUNT
/// full
/// </code>
/// Settings are one line. The effects of an input or of a retune follow it.</summary>
internal static class RecordingText
{
    /// <summary>The first line.</summary>
    public const string Header = "gateway-recording 1";

    /// <summary>The last line of a file that has reached its longest.</summary>
    public const string Full = "full";

    /// <summary>The line of an entry.</summary>
    public static string Of(in RecordedEntry entry) => entry.Kind switch
    {
        RecordedKind.Router => string.Create(CultureInfo.InvariantCulture, $"router {entry.Router} {entry.Name}"),
        RecordedKind.Settings => string.Create(
            CultureInfo.InvariantCulture,
            $"settings {entry.Router} {entry.At.Nanoseconds} {Of(entry.Settings!)} "
            + $"{Of(entry.Settings!.Announcements)}"),
        RecordedKind.Input => string.Create(
            CultureInfo.InvariantCulture, $"input {entry.Router} {entry.At.Nanoseconds} {Of(entry.Input)}"),
        RecordedKind.Effect => string.Create(
            CultureInfo.InvariantCulture, $"effect {entry.Router} {Of(entry.Effect)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"lost {entry.Count}"),
    };

    /// <summary>An effect in words.</summary>
    public static string Of(in Effect effect) => string.Create(
        CultureInfo.InvariantCulture,
        $"{effect.Kind} {effect.Priority} {effect.Count} {effect.Transition.From} {effect.Transition.To} "
        + $"{effect.Transition.Reason} {Of(effect.Transition.Peer)} {effect.Transition.PeerPriority}");

    private static string Of(in VrrpInput input) => string.Create(
        CultureInfo.InvariantCulture,
        $"{input.Kind} {input.Priority} {input.Interval.Nanoseconds} {Of(input.Source)} {input.Fault.Kind} "
        + $"{input.Fault.Subject}");

    private static string Of(VrrpMachineSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{settings.Priority} {settings.AdvertisementInterval.Nanoseconds} {settings.Preempt} {settings.Version} "
        + $"{settings.PreemptDelay.Nanoseconds} {settings.RecoveryHold.Nanoseconds} "
        + $"{settings.StartupDelay.Nanoseconds} {settings.HasPeers} {settings.InSyncGroup} "
        + $"{settings.ProbeBeforeFirstTakeover}");

    private static string Of(AnnouncementSchedule schedule) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(',', schedule.Offsets.Select(offset => offset.Nanoseconds).DefaultIfEmpty(-1))} "
        + $"{schedule.Refresh.Nanoseconds} {schedule.Repeat} {schedule.RefreshRepeat} "
        + $"{schedule.ContestPause.Nanoseconds}");

    private static string Of(IpAddr address) => address.Family == IpFamily.None ? "-" : address.ToString();
}
