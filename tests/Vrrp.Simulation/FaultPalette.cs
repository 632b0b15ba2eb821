namespace Vrrp.Simulation;

/// <summary>Which faults a scenario draws from.</summary>
internal enum FaultPalette
{
    /// <summary>Processes stop, crash and come back, trackers flap, somebody
    /// takes an address; the network is good and nobody freezes. Here a
    /// second Master and a false takeover are never excused.</summary>
    Orderly,

    /// <summary>Nodes are drained, some of them stopped then; otherwise as <see cref="Orderly"/>.</summary>
    Draining,

    /// <summary>Everything but a refusing kernel.</summary>
    Rough,

    /// <summary>As <see cref="Rough"/>, but processes freeze most of the time.</summary>
    Freezing,

    /// <summary>As <see cref="Rough"/>, and kernels refuse addresses.</summary>
    Refusals,
}
