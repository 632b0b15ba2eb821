using System.Collections.Immutable;
using Gateway.Configuration.Building;
using Gateway.Proxy.Upstreams;
using Gateway.Vrrp.Config;

namespace Gateway.Admin.Operation;

/// <summary>Takes single destinations out and in: new requests go elsewhere, those under way end.</summary>
/// <param name="board">Knows them.</param>
/// <param name="drains">Takes them out.</param>
/// <param name="time">The clock.</param>
internal sealed class DestinationDrain(DestinationBoard board, DestinationDrains drains, TimeProvider time)
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(20);

    /// <summary>Finds what an operator means.</summary>
    /// <param name="target"><c>CLUSTER/DESTINATION</c>; for the cluster a site's host name does, too, and where it
    /// stands in the file: <c>Sites:app.example.com</c>.</param>
    /// <param name="problem">Why there is none, as a sentence; empty when there is.</param>
    /// <returns>Null when there is none.</returns>
    public DestinationStatus? Find(string target, out string problem)
    {
        var slash = target.LastIndexOf('/');
        var (cluster, name) = slash < 0 ? (target, "") : (target[..slash], target[(slash + 1)..]);
        var destinations = new[] { cluster, SiteIds.Of(cluster), SiteIds.IdAt(cluster) ?? cluster }
            .Select(board.Of).FirstOrDefault(found => !found.IsEmpty, []);
        problem = destinations.IsEmpty
            ? Unknown("cluster", cluster, [.. board.All.Select(one => one.Cluster).Distinct()])
            : Unknown($"destination of {cluster}", name, [.. destinations.Select(one => one.Destination)]);
        if (destinations.FirstOrDefault(one => one.Destination == name) is not { } status)
        {
            return null;
        }

        problem = "";
        return status;
    }

    /// <summary>Takes one out, and waits up to 30 s for the requests under way.</summary>
    public async Task<DestinationDrainReport> DrainAsync(DestinationStatus target, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var changed = Now(target) is { IsDrained: false };
        _ = drains.Drain(target.Cluster, target.Destination);
        while (Now(target) is { Requests: > 0 } && time.GetElapsedTime(began) < WaitLimit)
        {
            await Task.Delay(LookPeriod, time, cancellation);
        }

        return Report(target, changed, began);
    }

    /// <summary>Takes one in again.</summary>
    public DestinationDrainReport Undrain(DestinationStatus target)
    {
        var began = time.GetTimestamp();
        var changed = Now(target) is { IsDrained: true };
        _ = drains.Resume(target.Cluster, target.Destination);
        return Report(target, changed, began);
    }

    private static string Unknown(string what, string name, ImmutableArray<string> known) =>
        $"There is no {what} \"{name}\"; {NearestName.Hint(name, known)}";

    private DestinationStatus? Now(DestinationStatus target) =>
        board.Of(target.Cluster).FirstOrDefault(one => one.Destination == target.Destination);

    private DestinationDrainReport Report(DestinationStatus target, bool changed, long began) => new(
        target.Cluster,
        target.Destination,
        Now(target)?.IsDrained == true,
        changed,
        Now(target)?.Requests ?? 0,
        board.Of(target.Cluster).Count(one => !one.IsDrained),
        time.GetElapsedTime(began).TotalMilliseconds);
}
