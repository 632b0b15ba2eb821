namespace Vrrp.Simulation.Checkers;

/// <summary>Who says that it is Master has the addresses, all of them, BEFORE it says so; a farewell may come from
/// anywhere.</summary>
internal sealed class VoiceChecker : Checker
{
    /// <inheritdoc/>
    public override void Advertised(int node, byte priority, int held, int wanted)
    {
        if (priority != 0 && held != wanted)
        {
            Fail($"node {node} advertises priority {priority} with {held} of {wanted} addresses");
        }
    }
}
