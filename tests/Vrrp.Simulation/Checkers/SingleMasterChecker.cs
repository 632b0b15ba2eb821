using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.Checkers;

/// <summary>In calm times there are two Masters only until one hears the other.</summary>
/// <param name="settling">How long it must have been calm before that is so.</param>
/// <param name="bound">How long two may stand.</param>
internal sealed class SingleMasterChecker(Duration settling, Duration bound) : Checker
{
    private Instant _severalSince = Instant.Never;

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        var masters = 0;
        foreach (ref readonly var node in moment.Nodes.AsSpan())
        {
            masters += node.IsActive ? 1 : 0;
        }

        // What lasted through an unquiet time counts from the moment at which calm takes hold.
        var isCalm = moment.IsCalmFor(settling);
        if (isCalm && _severalSince != Instant.Never && moment.Now - _severalSince > bound)
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
