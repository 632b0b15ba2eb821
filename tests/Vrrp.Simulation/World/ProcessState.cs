namespace Vrrp.Simulation.World;

/// <summary>The life of the process on a node.</summary>
internal enum ProcessState
{
    /// <summary>Never started, or ended in good order.</summary>
    Stopped,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Alive, but handles nothing.</summary>
    Frozen,

    /// <summary>Gone without a word.</summary>
    Crashed,
}
