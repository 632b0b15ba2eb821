using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.Checkers;

/// <summary>What checkers see of the world, between two inputs.</summary>
/// <param name="Now">When it is.</param>
/// <param name="CalmSince">Since when nothing is lost, cut, frozen or refused; <see cref="Instant.Never"/> while
/// something is.</param>
/// <param name="Nodes">The nodes as one segment sees them; the array is used again for the next moment.</param>
/// <param name="Segments">The same for every segment.</param>
internal readonly record struct Moment(Instant Now, Instant CalmSince, NodeView[] Nodes, NodeView[][] Segments)
{
    /// <summary>Whether it has been calm for that long.</summary>
    public bool IsCalmFor(Duration settling) => CalmSince != Instant.Never && Now >= CalmSince + settling;
}
