namespace Gateway.Admin.Status;

/// <summary>A sign that two machines have the addresses of a virtual router, or soon will.</summary>
/// <param name="Kind">What was seen: a name of the engine, such as <c>RivalHeard</c>.</param>
/// <param name="Text">What was seen, as a sentence without a full stop.</param>
/// <param name="At">When it was told last.</param>
internal sealed record SplitBrainReport(string Kind, string Text, DateTimeOffset At);
