namespace Vrrp.Simulation.Checkers;

/// <summary>Every event finds room in the ring.</summary>
internal sealed class EventLossChecker : Checker
{
    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            if (moment.Nodes[i].LostEvents > 0)
            {
                Fail($"node {i} lost {moment.Nodes[i].LostEvents} events");
            }
        }
    }
}
