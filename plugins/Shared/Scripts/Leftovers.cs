namespace Shared.Scripts;

/// <summary>What becomes of processes that a script has started and not waited for.</summary>
internal enum Leftovers
{
    /// <summary>They are killed when the script ends: of a check that runs every second they would pile up.</summary>
    Die,

    /// <summary>They go on: they may be what the script is for.</summary>
    GoOn,
}
