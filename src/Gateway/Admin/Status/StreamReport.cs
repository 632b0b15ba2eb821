using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A stream.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Healthy">How many of its destinations are healthy and not drained.</param>
/// <param name="Connections">Connections that are open, also those that came before it was changed.</param>
/// <param name="MaxConnections">How many there may be.</param>
/// <param name="Destinations">Its destinations, in the order of the file.</param>
internal sealed record StreamReport(
    string Name,
    int Healthy,
    int Connections,
    int MaxConnections,
    ImmutableArray<StreamDestinationReport> Destinations);
