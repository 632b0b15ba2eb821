namespace Gateway.Observability;

/// <summary>A line of the log, as far as another one may repeat it.</summary>
/// <param name="Category">Who says it.</param>
/// <param name="Level">How important it is.</param>
/// <param name="Event">What it tells.</param>
/// <param name="Text">What it says; null for whatever this event says.</param>
internal sealed record RepeatedLine(string Category, LogLevel Level, EventId Event, string? Text);
