using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.Checkers;

/// <summary>In calm times there are two Masters only until one hears the other.</summary>
/// <param name="settling">How long it must have been calm before that is so.</param>
/// <param name="bound">How long two may stand.</param>
/// <param name="drainBound">How long, when one of them drains, or has another priority than it said last.</param>
internal sealed class SingleMasterChecker(Duration settling, Duration bound, Duration drainBound) : Checker
{
    private static readonly Instant Longago = new(long.MinValue);

    private readonly HashSet<int> _draining = [];
    private Instant _severalSince = Instant.Never;
    private Instant _drainAt = Longago;
    private Instant _changedAt = Longago;

    /// <inheritdoc/>
    public override void Hear(in Moment moment, int node, in VrrpEvent vrrpEvent)
    {
        // Another election: what the two have said so far may be void.
        if (vrrpEvent.Kind == VrrpEventKind.PriorityChanged)
        {
            _changedAt = moment.Now;
            _severalSince = _severalSince != Instant.Never ? moment.Now : Instant.Never;
        }
    }

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        var masters = 0;
        var isCalledOff = false;
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var node = ref moment.Nodes[i];
            masters += node.IsActive ? 1 : 0;
            if (node.DrainStage != DrainStage.None)
            {
                _drainAt = moment.Now;
                _ = _draining.Add(i);
            }
            else
            {
                isCalledOff |= _draining.Remove(i) && node.IsActive;
            }
        }

        // Another election, too: its successor has to yield again, and lingers.
        if (isCalledOff && _severalSince != Instant.Never)
        {
            (_severalSince, _drainAt) = (moment.Now, moment.Now);
        }

        // What lasted through an unquiet time counts from the moment at which calm takes hold.
        var isCalm = moment.IsCalmFor(settling);
        var isNews = _drainAt >= _severalSince
            || (_changedAt != Longago && _severalSince <= _changedAt + drainBound);
        var allowed = _severalSince != Instant.Never && isNews ? drainBound : bound;
        if (isCalm && _severalSince != Instant.Never && moment.Now - _severalSince > allowed)
        {
            Fail($"several Masters for {moment.Now - _severalSince}");
        }

        if (masters < 2 || !isCalm)
        {
            _severalSince = Instant.Never;
        }
        else if (_severalSince == Instant.Never)
        {
            _severalSince = moment.Now;
        }
    }
}
