namespace Gateway.Admin.Status;

/// <summary>A step of a transition.</summary>
/// <param name="Milliseconds">When, from the decision; negative before it.</param>
/// <param name="Kind"><c>heard</c>, <c>noticed</c>, <c>decided</c>, <c>acked</c>, <c>advertised</c> or
/// <c>announced</c>.</param>
/// <param name="Text">What, as a sentence without a full stop.</param>
internal sealed record TimelineStep(double Milliseconds, string Kind, string Text);
