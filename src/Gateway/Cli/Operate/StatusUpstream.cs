using System.Collections.Immutable;
using Gateway.Admin.Status;

namespace Gateway.Cli.Operate;

/// <summary>A cluster or a stream of a status, as far as both are one: somewhere that clients are sent on to.</summary>
/// <param name="Name">As <c>gateway drain</c> takes it.</param>
/// <param name="Title">As a sentence names it: <c>the stream mail</c>.</param>
/// <param name="Destinations">Where it leads: name, whether it is healthy, whether it is drained.</param>
internal sealed record StatusUpstream(
    string Name, string Title, ImmutableArray<(string Name, bool Healthy, bool Drained)> Destinations)
{
    /// <summary>Whether clients get nothing of it: what is ill or drained gets nothing new.</summary>
    public bool IsDown => !Destinations.IsEmpty && Destinations.All(one => !one.Healthy || one.Drained);

    /// <summary>How many of its destinations are drained.</summary>
    public int Drained => Destinations.Count(one => one.Drained);

    /// <summary>The clusters.</summary>
    public static ImmutableArray<StatusUpstream> ClustersOf(StatusReport status) =>
    [
        .. status.Clusters.Select(cluster => new StatusUpstream(
            cluster.Name, cluster.Name,
            [.. cluster.Destinations.Select(one => (one.Name, one.Healthy, one.Drained))])),
    ];

    /// <summary>The streams.</summary>
    public static ImmutableArray<StatusUpstream> StreamsOf(StatusReport status) =>
    [
        .. status.Streams.Select(stream => new StatusUpstream(
            stream.Name, $"the stream {stream.Name}",
            [.. stream.Destinations.Select(one => (one.Name, one.Healthy, one.Drained))])),
    ];
}
