using System.Collections.Immutable;
using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Forecast;

/// <summary>How one node stands in a contest: all is well there but one tracker, or nothing.</summary>
internal sealed class Standing
{
    private readonly PriorityLedger _ledger;
    private readonly ImmutableArray<string> _trackers;

    /// <summary>Adds up.</summary>
    /// <param name="contender">The node.</param>
    /// <param name="weights">What each tracker weighs.</param>
    /// <param name="trackers">Their names.</param>
    /// <param name="failed">The one that fails; null for none.</param>
    public Standing(
        Contender contender, ImmutableArray<TrackedWeight> weights, ImmutableArray<string> trackers, int? failed)
    {
        (Contender, _trackers) = (contender, trackers);
        _ledger = new(contender.Priority, weights);
        foreach (var weight in weights)
        {
            _ = _ledger.Set(weight.Tracker, Demotion.Of(up: weight.Tracker != failed));
        }

        IsFaulty = failed is { } tracker && _ledger.IsVital(tracker);
    }

    /// <summary>The node, its configured priority and its address.</summary>
    public Contender Contender { get; }

    /// <summary>The node.</summary>
    public string Node => Contender.Node;

    /// <summary>The effective priority, 1 to 255.</summary>
    public byte Priority => _ledger.Effective;

    /// <summary>Whether it is in Fault, and can have no address.</summary>
    public bool IsFaulty { get; }

    /// <summary>The priority with its parts: <c>150 - 60 (proxy) = 90</c>.</summary>
    public string Sum => PrioritySum.Of(_ledger.Base, _ledger.Parts, _trackers, Priority);
}
