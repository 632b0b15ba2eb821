using System.Collections.Immutable;
using Gateway.Configuration.Building;
using Gateway.Proxy.Streams;
using Gateway.Proxy.Upstreams;
using Gateway.Vrrp.Config;

namespace Gateway.Admin.Operation;

/// <summary>Takes single destinations out and in: new requests and connections go elsewhere, those under way
/// end.</summary>
/// <param name="board">Knows those of clusters.</param>
/// <param name="drains">Takes them out.</param>
/// <param name="streams">Knows those of streams.</param>
/// <param name="time">The clock.</param>
internal sealed class DestinationDrain(
    DestinationBoard board, DestinationDrains drains, StreamTable streams, TimeProvider time)
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(20);

    /// <summary>Finds what an operator means.</summary>
    /// <param name="target"><c>CLUSTER/DESTINATION</c> or <c>STREAM/HOST:PORT</c>; for the cluster a site's host name
    /// does, too, and where it stands in the file: <c>Sites:app.example.com</c>.</param>
    /// <param name="problem">Why there is none, as a sentence; empty when there is.</param>
    /// <returns>Null when there is none.</returns>
    public DrainTarget? Find(string target, out string problem)
    {
        var slash = target.LastIndexOf('/');
        var (group, name) = slash < 0 ? (target, "") : (target[..slash], target[(slash + 1)..]);
        var destinations = new[] { group, SiteIds.Of(group), SiteIds.IdAt(group) ?? group }
            .Select(board.Of).FirstOrDefault(found => !found.IsEmpty, []);
        var inCluster = destinations.FirstOrDefault(one => one.Destination == name);
        var stream = streams.Find(group);
        var inStream = stream?.Find(name);
        problem = (inCluster, inStream) switch
        {
            (null, null) => Unknown(group, name, destinations, stream),
            (not null, not null) => $"\"{target}\" is of the cluster {inCluster.Cluster} and of the stream {group}; "
                + $"write {SiteIds.Of(group)}/{name} where a site is meant, or rename the stream.",
            _ => "",
        };
        return problem.Length > 0 ? null
            : inCluster is not null ? new ClusterTarget(inCluster.Cluster, name, board, drains)
            : new StreamTarget(group, inStream!.ToString(), streams);
    }

    /// <summary>Takes one out, and waits up to 30 s for the requests or connections under way.</summary>
    public async Task<DestinationDrainReport> DrainAsync(DrainTarget target, CancellationToken cancellation)
    {
        var (began, changed) = (time.GetTimestamp(), !target.IsDrained);
        target.Drain(drained: true);
        while (target.Open > 0 && time.GetElapsedTime(began) < WaitLimit)
        {
            await Task.Delay(LookPeriod, time, cancellation);
        }

        return Report(target, changed, began);
    }

    /// <summary>Takes one in again.</summary>
    public DestinationDrainReport Undrain(DrainTarget target)
    {
        var (began, changed) = (time.GetTimestamp(), target.IsDrained);
        target.Drain(drained: false);
        return Report(target, changed, began);
    }

    private string Unknown(
        string group, string name, ImmutableArray<DestinationStatus> destinations, StreamProxy? stream)
    {
        ImmutableArray<string> known =
            [.. destinations.Select(one => one.Destination), .. stream?.Destinations.Select(one => $"{one}") ?? []];
        return known.IsEmpty
            ? Unknown(
                streams.All.IsEmpty ? "cluster" : "cluster or stream", group,
                [.. board.All.Select(one => one.Cluster).Distinct(), .. streams.All.Select(one => one.Config.Name)])
            : Unknown($"destination of {group}", name, known);
    }

    private static string Unknown(string what, string name, ImmutableArray<string> known) =>
        $"There is no {what} \"{name}\"; {NearestName.Hint(name, known)}";

    private DestinationDrainReport Report(DrainTarget target, bool changed, long began) => new(
        target.Group, target.Destination, target.IsDrained, changed, target.Open, target.Left,
        time.GetElapsedTime(began).TotalMilliseconds)
    {
        Kind = target.Kind,
    };
}
