using Lab.Observers;

namespace Lab.Commands;

/// <summary>What a pair with many virtual routers used.</summary>
/// <param name="Master">The machine with all addresses.</param>
/// <param name="Backup">The other one.</param>
/// <param name="Transitions">How many virtual routers changed their state meanwhile, on both machines: what was
/// measured is no rest when this is not 0.</param>
/// <param name="Astray">How many addresses were not where they should be at the end.</param>
internal readonly record struct CrowdCost(ProgramUse Master, ProgramUse Backup, int Transitions, int Astray)
{
    /// <summary>Whether nothing moved.</summary>
    internal bool IsCalm => Transitions == 0 && Astray == 0;
}
