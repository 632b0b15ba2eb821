namespace Gateway.Admin.Status;

/// <summary>One run of a health check.</summary>
/// <param name="At">When it began.</param>
/// <param name="DemotionPercent">What it found: 0 well, 100 failed.</param>
/// <param name="Text">What it said.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record CheckRunReport(
    DateTimeOffset At,
    int DemotionPercent,
    string Text,
    double Milliseconds);
