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

    /// <summary>Called when a new process starts on a node.</summary>
    public virtual void Restarted(int node)
    {
    }

    /// <summary>The promise is broken.</summary>
    [DoesNotReturn]
    protected void Fail(string what) => throw new BrokenPromiseException(GetType().Name, what);
}
