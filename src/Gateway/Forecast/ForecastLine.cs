namespace Gateway.Forecast;

/// <summary>What one event comes to.</summary>
/// <param name="Where">Where it happens, or what it is: <c>on edge-a</c>.</param>
/// <param name="Then">What follows: a sentence.</param>
internal sealed record ForecastLine(string Where, string Then);
