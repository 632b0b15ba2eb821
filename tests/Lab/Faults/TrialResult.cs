namespace Lab.Faults;

/// <summary>What one fault on machine a did.</summary>
/// <param name="Takeover">From the fault to the client's first answer from machine b.</param>
/// <param name="Duplicate">How long both machines had the address, all times of it together.</param>
/// <param name="Unbounded">Whether they both still had it when the observation ended.</param>
/// <param name="Silence">The longest time in which the client had no answer from either machine.</param>
internal readonly record struct TrialResult(
    TimeSpan Takeover, TimeSpan Duplicate, bool Unbounded, TimeSpan Silence);
