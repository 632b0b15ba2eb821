using System.Collections.Immutable;

namespace Gateway.Forecast;

/// <summary>Events of one kind, or of one machine.</summary>
/// <param name="Title">What they have in common.</param>
/// <param name="Lines">The events.</param>
internal sealed record ForecastBlock(string Title, ImmutableArray<ForecastLine> Lines);
