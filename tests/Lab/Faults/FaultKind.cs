namespace Lab.Faults;

/// <summary>What can befall the machine that has the address.</summary>
public enum FaultKind
{
    /// <summary>SIGKILL: the program is gone without a last word.</summary>
    Kill,

    /// <summary>SIGSTOP: the program hangs.</summary>
    Freeze,

    /// <summary>SIGTERM: a planned stop.</summary>
    Stop,

    /// <summary>The switch port goes down.</summary>
    Cut,
}
