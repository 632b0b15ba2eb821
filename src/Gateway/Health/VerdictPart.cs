namespace Gateway.Health;

/// <summary>One part of a verdict.</summary>
/// <param name="Name">The part.</param>
/// <param name="Wrong">What is wrong with it, for people; null when it is well.</param>
internal sealed record VerdictPart(string Name, string? Wrong);
