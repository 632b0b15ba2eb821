namespace Gateway.Health;

/// <summary>A check's word after one run.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Up">Whether it counts as well, after rise and fall.</param>
/// <param name="Text">What the run said, for people.</param>
/// <param name="ValidFor">How long the word is good; unless renewed, the check counts as failed then.</param>
internal readonly record struct HealthWord(string Check, bool Up, string Text, TimeSpan ValidFor);
