using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A cluster.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Healthy">How many of its destinations are healthy and not drained.</param>
/// <param name="Destinations">Its destinations, by name.</param>
internal sealed record ClusterReport(
    string Name,
    int Healthy,
    ImmutableArray<DestinationReport> Destinations);
