using System.Collections.Immutable;

namespace Gateway.Proxy.Upstreams;

/// <summary>What is known of a cluster.</summary>
/// <param name="Destinations">Its destinations, by name; none when there is no such cluster.</param>
/// <param name="MinimumHealthy">How many must be healthy, 1 or more.</param>
/// <param name="FirstProbeLimit">When a destination that has just come has been asked, at the latest.</param>
internal sealed record ClusterStatus(
    ImmutableArray<DestinationStatus> Destinations, int MinimumHealthy, TimeSpan FirstProbeLimit);
