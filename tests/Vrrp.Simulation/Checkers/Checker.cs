using System.Diagnostics.CodeAnalysis;
using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.Checkers;

/// <summary>Watches one promise during a whole simulation. Knows nothing of the routers but what it is told
/// here.</summary>
internal abstract class Checker
{
    /// <summary>Called after every input that a node handled, and after every step of the world.</summary>
    public virtual void Look(in Moment moment)
    {
    }

    /// <summary>Called for every event of a node, in order, BEFORE the look that follows.</summary>
    public virtual void Hear(in Moment moment, int node, in VrrpEvent vrrpEvent)
    {
    }

    /// <summary>Called for every advertisement that leaves, in the middle of an input.</summary>
    /// <param name="node">Who sends it.</param>
    /// <param name="priority">What it says.</param>
    /// <param name="held">How many virtual addresses the sender's kernel holds.</param>
    /// <param name="wanted">How many a Master of its configuration has.</param>
    public virtual void Advertised(int node, byte priority, int held, int wanted)
    {
    }

    /// <summary>Called when a new process starts on a node.</summary>
    public virtual void Restarted(int node)
    {
    }

    /// <summary>The promise is broken.</summary>
    [DoesNotReturn]
    protected void Fail(string what) => throw new BrokenPromiseException(GetType().Name, what);
}
