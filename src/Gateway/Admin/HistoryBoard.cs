using System.Collections.Immutable;
using Gateway.Admin.Status;
using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Admin;

/// <summary>The last transitions, each with what led to it. Written on the thread "vrrp-events"; read from
/// any.</summary>
/// <param name="config">What runs.</param>
/// <param name="time">The clock.</param>
internal sealed class HistoryBoard(Func<VrrpConfig> config, TimeProvider time) : IVrrpObserver
{
    /// <summary>How many transitions are kept.</summary>
    public const int Remembered = 500;

    private readonly EngineTime _engineTime = new(time);
    private readonly TransitionTimeline _timeline = new(config);

    // Replaced whole; the oldest first.
    private ImmutableQueue<HistoryEntry> _entries = [];
    private ImmutableDictionary<string, HistoryEntry> _latest = ImmutableDictionary<string, HistoryEntry>.Empty;
    private long _count;

    /// <summary>What drains are for.</summary>
    public DrainPurpose Purpose { get; init; } = new();

    /// <summary>Called with every new entry, on the thread "vrrp-events". Must neither block nor throw.</summary>
    public event Action<HistoryEntry>? Added;

    /// <summary>The transitions, the oldest first.</summary>
    public IEnumerable<HistoryEntry> Entries => Volatile.Read(ref _entries);

    /// <summary>The last transition of a virtual router; null when there was none.</summary>
    public HistoryEntry? LatestOf(string instance) => Volatile.Read(ref _latest).GetValueOrDefault(instance);

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.Kind != VrrpEventKind.StateChanged)
        {
            _timeline.Note(vrrpEvent);
            return;
        }

        var entry = EntryOf(vrrpEvent);
        var entries = _entries.Enqueue(entry);
        Volatile.Write(ref _latest, _latest.SetItem(entry.Instance, entry));
        Volatile.Write(ref _entries, _count > Remembered ? entries.Dequeue() : entries);
        Added?.Invoke(entry);
    }

    private HistoryEntry EntryOf(in VrrpEvent change)
    {
        var why = VrrpSentences.Why(change, config(), Purpose);
        var steps = _timeline.Of(change, why);
        return new(
            ++_count,
            _engineTime.Of(change.At),
            change.VirtualRouter!,
            change.From.ToString(),
            change.To.ToString(),
            change.Reason.ToString(),
            why,
            change.Priority,
            change.Peer.Family == IpFamily.None ? null : change.Peer.ToString(),
            change.To == VrrpState.Master ? steps[^1].Milliseconds - HeardBefore(change, steps) : null,
            steps);
    }

    // The Master that fell silent, or its farewell.
    private static double HeardBefore(in VrrpEvent change, ImmutableArray<TimelineStep> steps) =>
        change.Reason is TransitionReason.MasterSilent or TransitionReason.MasterResigned
            ? steps.FirstOrDefault(step => step.Kind == TransitionTimeline.Heard)?.Milliseconds ?? 0
            : 0;
}
