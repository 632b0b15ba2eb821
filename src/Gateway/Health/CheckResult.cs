using Gateway.Vrrp.Core;

namespace Gateway.Health;

/// <summary>What one run of a check found, before rise and fall.</summary>
/// <param name="At">When the run began.</param>
/// <param name="Demotion">How ill the thing checked was.</param>
/// <param name="Text">What the run said, at most 500 characters.</param>
/// <param name="Duration">How long it took; the timeout if it took longer.</param>
internal readonly record struct CheckResult(DateTimeOffset At, Demotion Demotion, string Text, TimeSpan Duration);
