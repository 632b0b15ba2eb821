namespace Gateway.Vrrp.Events;

/// <summary>What a replay found.</summary>
/// <param name="Inputs">How many inputs were given to the machines again.</param>
/// <param name="Effects">How many effects were the same.</param>
/// <param name="Difference">The first difference between the recording and the machines of this build, with its line;
/// or why the recording ends before its time. Null when all is the same.</param>
public sealed record ReplayResult(long Inputs, long Effects, string? Difference);
