using System.Collections.Immutable;
using Gateway.Admin.Status;
using Gateway.Observability;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Admin;

/// <summary>Signs that an address has two owners, for as long as they are fresh. Written on the thread "vrrp-events";
/// read from any.</summary>
/// <param name="time">The clock.</param>
internal sealed class SplitBrainBoard(TimeProvider time) : IVrrpObserver
{
    // The engine repeats once a minute what goes on.
    private static readonly Duration Fresh = Duration.FromSeconds(100);

    // The one that names the cure first.
    private static readonly ImmutableArray<VrrpEventKind> Kinds =
        [VrrpEventKind.FirewallSuspected, VrrpEventKind.RivalHeard, VrrpEventKind.AddressClaimed];

    private readonly EngineTime _engineTime = new(time);

    // Replaced whole.
    private ImmutableDictionary<(string Router, VrrpEventKind Kind), (Instant At, string Text)> _signs =
        ImmutableDictionary<(string, VrrpEventKind), (Instant, string)>.Empty;

    /// <summary>The sign that tells most of a virtual router; null when there is none.</summary>
    public SplitBrainReport? Of(string router)
    {
        var (signs, now) = (Volatile.Read(ref _signs), _engineTime.Now);
        foreach (var kind in Kinds)
        {
            if (signs.TryGetValue((router, kind), out var sign) && now - sign.At < Fresh)
            {
                return new(kind.ToString(), sign.Text, _engineTime.Of(sign.At));
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.VirtualRouter is not { } router)
        {
            return;
        }

        if (vrrpEvent is { Kind: VrrpEventKind.StateChanged, From: VrrpState.Master })
        {
            // One of the two has yielded.
            Volatile.Write(ref _signs, _signs.RemoveRange(Kinds.Select(kind => (router, kind))));
        }
        else if (Kinds.Contains(vrrpEvent.Kind) && VrrpSentences.SplitBrain(vrrpEvent) is { } text)
        {
            Volatile.Write(ref _signs, _signs.SetItem((router, vrrpEvent.Kind), (vrrpEvent.At, text)));
        }
    }
}
