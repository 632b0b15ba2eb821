using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>What a checker sees of one node.</summary>
internal readonly record struct NodeView
{
    /// <summary>Its process.</summary>
    public required ProcessState Process { get; init; }

    /// <summary>Since when its process is what it is.</summary>
    public Instant ProcessSince { get; init; }

    /// <summary>The state of its virtual router: the last one, when the process is gone.</summary>
    public required VrrpState State { get; init; }

    /// <summary>Whether its process is to end when it has given its addresses away.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>How far its drain has come.</summary>
    public DrainStage DrainStage { get; init; }

    /// <summary>Since when it is Master without a break; meaningless otherwise.</summary>
    public Instant MasterSince { get; init; }

    /// <summary>How many virtual addresses its kernel holds.</summary>
    public int AddressCount { get; init; }

    /// <summary>How many it has as Master, by its configuration.</summary>
    public int AddressesWanted { get; init; }

    /// <summary>Whether it preempts, by its configuration.</summary>
    public bool Preempt { get; init; }

    /// <summary>Whether its process has heard anything as Backup since it began.</summary>
    public bool HasHeard { get; init; }

    /// <summary>Whether its process knows of an own address to advertise from.</summary>
    public bool HasSource { get; init; }

    /// <summary>When its process last asked the segment for the addresses; Never before the first time.</summary>
    public Instant ProbedAt { get; init; }

    /// <summary>When its kernel was last told to keep them.</summary>
    public Instant RenewedAt { get; init; }

    /// <summary>Events that found no room.</summary>
    public long LostEvents { get; init; }

    /// <summary>Whether the segment looks for the virtual addresses here.</summary>
    public bool IsKnownOwner { get; init; }

    /// <summary>Whether a process handles inputs as Master.</summary>
    public bool IsActive => Process == ProcessState.Running && State == VrrpState.Master;
}
