namespace Lab.Observers;

/// <summary>What a program used over a while.</summary>
/// <param name="Load">The share of one core: 1 for all of it.</param>
/// <param name="EngineLoad">The part of it that threads named <c>vrrp-engine</c> used.</param>
/// <param name="Mebibytes">Physical memory at the end.</param>
internal readonly record struct ProgramUse(double Load, double EngineLoad, double Mebibytes);
