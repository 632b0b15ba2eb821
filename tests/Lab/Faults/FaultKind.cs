namespace Lab.Faults;

/// <summary>What can befall the machine that has the address.</summary>
public enum FaultKind
{
    /// <summary>SIGKILL to the main process alone, as by the kernel that is out of memory: what is left of the program
    /// may clean up.</summary>
    Crash,

    /// <summary>SIGKILL to all of the program: it is gone without a last word.</summary>
    Kill,

    /// <summary>SIGSTOP: the program hangs.</summary>
    Freeze,

    /// <summary>SIGTERM: a planned stop.</summary>
    Stop,

    /// <summary>The switch port goes down.</summary>
    Cut,

    /// <summary>The two machines do not hear each other for a while, and then they do again.</summary>
    Partition,

    /// <summary>The proxy on the machine cannot be reached, as its own test finds.</summary>
    Proxy,

    /// <summary>The machine alone has lost all servers behind the pair.</summary>
    Upstream,
}
