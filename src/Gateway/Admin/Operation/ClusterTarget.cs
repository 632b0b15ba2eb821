using Gateway.Proxy.Upstreams;

namespace Gateway.Admin.Operation;

/// <summary>A destination of a cluster.</summary>
/// <param name="cluster">The cluster's id.</param>
/// <param name="destination">Its name.</param>
/// <param name="board">Knows it.</param>
/// <param name="drains">Takes it out.</param>
internal sealed class ClusterTarget(
    string cluster, string destination, DestinationBoard board, DestinationDrains drains)
    : DrainTarget(cluster, destination)
{
    /// <inheritdoc/>
    public override string Kind => "cluster";

    /// <inheritdoc/>
    public override bool IsDrained => Now?.IsDrained == true;

    /// <inheritdoc/>
    public override int Open => Now?.Requests ?? 0;

    /// <inheritdoc/>
    public override int Left => board.Of(Group).Count(one => !one.IsDrained);

    private DestinationStatus? Now => board.Of(Group).FirstOrDefault(one => one.Destination == Destination);

    /// <inheritdoc/>
    public override void Drain(bool drained) =>
        _ = drained ? drains.Drain(Group, Destination) : drains.Resume(Group, Destination);
}
