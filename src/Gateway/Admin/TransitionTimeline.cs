using System.Collections.Immutable;
using Gateway.Admin.Status;
using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Admin;

/// <summary>What happens around a transition: keeps what was told lately, for the next one. State belongs to the
/// thread "vrrp-events".</summary>
/// <param name="config">What runs.</param>
internal sealed class TransitionTimeline(Func<VrrpConfig> config)
{
    /// <summary>The kind of what a peer has said.</summary>
    public const string Heard = "heard";

    private const string Noticed = "noticed";
    private const int MostNotes = 64;
    private const int MostSteps = 16;

    // What is older has led to something else.
    private static readonly Duration Horizon = Duration.FromSeconds(20);

    private readonly Queue<(Instant At, string? VirtualRouter, string Text)> _notes = [];

    /// <summary>Keeps an event that is no transition, if it may lead to one.</summary>
    public void Note(in VrrpEvent told)
    {
        if (Sentence(told) is { } text)
        {
            _notes.Enqueue((told.At, told.VirtualRouter, text));
            if (_notes.Count > MostNotes)
            {
                _ = _notes.Dequeue();
            }
        }
    }

    /// <summary>The steps of a transition, in order.</summary>
    /// <param name="change">The transition.</param>
    /// <param name="why">Its reason.</param>
    public ImmutableArray<TimelineStep> Of(VrrpEvent change, string why)
    {
        var steps = _notes
            .Where(note => (note.VirtualRouter is null || note.VirtualRouter == change.VirtualRouter)
                && change.At - note.At < Horizon)
            .TakeLast(MostSteps)
            .Select(note => new TimelineStep((note.At - change.At).Milliseconds, Noticed, note.Text))
            .Concat(HeardBefore(change))
            .OrderBy(step => step.Milliseconds);
        return [.. steps, new(0, "decided", $"{change.From} -> {change.To}: {why}"),
            .. TakeoverOf(change)];
    }

    private static IEnumerable<TimelineStep> HeardBefore(VrrpEvent change) =>
        change.HeardAt == default || change.At - change.HeardAt > Horizon
            ? []
            : [new((change.HeardAt - change.At).Milliseconds, Heard, change.Peer.Family == IpFamily.None
                ? "the last advertisement of another router"
                : $"the last advertisement of {change.Peer}, priority {change.PeerPriority}")];

    private static IEnumerable<TimelineStep> TakeoverOf(VrrpEvent change) => change.Takeover.Began == default
        ? []
        :
        [
            new(Since(change, change.Takeover.Assigned), "acked", "the kernel has confirmed the addresses"),
            new(Since(change, change.Takeover.Advertised), "advertised", "the first advertisement has left"),
            new(Since(change, change.Takeover.Announced), "announced", "the segment was told who has the addresses"),
        ];

    private static double Since(VrrpEvent change, Duration after) =>
        Math.Max(0, (change.Takeover.Began + after - change.At).Milliseconds);

    private string? Sentence(in VrrpEvent told) => told.Kind switch
    {
        VrrpEventKind.TrackerChanged => $"{told.Tracker} {VrrpSentences.Word(told.Demotion)}",
        VrrpEventKind.PriorityChanged => $"priority {told.PriorityBefore} -> {told.Priority}",
        VrrpEventKind.FaultRaised => What(told),
        VrrpEventKind.FaultCleared => $"{What(told)}: over",
        VrrpEventKind.LoopLate => $"this process woke up {told.Late} late",
        VrrpEventKind.KernelRefused => told.Detail,
        VrrpEventKind.AddressClaimed => $"the machine {told.Claimant} says that it has a virtual address",
        _ => null,
    };

    private string What(in VrrpEvent told) => VrrpSentences.What(told.Fault, config(), told.VirtualRouter);
}
