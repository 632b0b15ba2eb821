using System.Collections.Immutable;

namespace Gateway.Proxy.Routes;

/// <summary>The error pages of a route, on its endpoint.</summary>
/// <param name="Files">Status or class to file, absolute.</param>
internal sealed record RouteErrorPages(ImmutableSortedDictionary<string, string> Files);
