using System.Collections.Immutable;

namespace Gateway.Vrrp.Events;

/// <summary>What the engine looked like at one moment: immutable, published by the engine thread.</summary>
public sealed record EngineSnapshot
{
    /// <summary>Before the first publication: nothing known.</summary>
    public static EngineSnapshot Empty { get; } =
        new() { VirtualRouters = [], LostEvents = 0, Lateness = Lateness.None };

    /// <summary>The virtual routers, in the order of the configuration.</summary>
    public required ImmutableArray<VirtualRouterSnapshot> VirtualRouters { get; init; }

    /// <summary>Events that observers never saw because the ring was full.</summary>
    public required long LostEvents { get; init; }

    /// <summary>How late the engine woke up for its deadlines.</summary>
    public required Lateness Lateness { get; init; }

    /// <summary>Whether the kernel runs the engine's thread as a real-time thread (SCHED_RR).</summary>
    public bool IsRealTime { get; init; }
}
