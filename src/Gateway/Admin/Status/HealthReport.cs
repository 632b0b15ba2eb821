namespace Gateway.Admin.Status;

/// <summary>What one way of looking at a destination says.</summary>
/// <param name="Health"><c>Unknown</c>, <c>Healthy</c> or <c>Unhealthy</c>.</param>
/// <param name="Text">What was seen last; may be empty.</param>
/// <param name="Since">Since when; null for unknown from the start.</param>
internal sealed record HealthReport(
    string Health,
    string Text,
    DateTimeOffset? Since);
