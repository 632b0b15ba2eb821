namespace Gateway.Cli.Answers;

/// <summary>Something about what becomes of a request.</summary>
/// <param name="Name"><c>route</c>, <c>setting</c>, <c>answer</c>, <c>transform</c>, <c>cluster</c>,
/// <c>destination</c>, <c>upstreams</c>, <c>balancing</c> or <c>stream</c>; some several times.</param>
/// <param name="Value">What it is.</param>
internal sealed record RouteFact(string Name, string Value);
