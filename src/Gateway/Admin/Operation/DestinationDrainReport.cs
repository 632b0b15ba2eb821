namespace Gateway.Admin.Operation;

/// <summary>What came of taking a destination out or in.</summary>
/// <param name="Cluster">Its cluster, or its stream.</param>
/// <param name="Destination">Its name.</param>
/// <param name="Drained">Whether it is out: it gets no new requests.</param>
/// <param name="Changed">Whether it was otherwise before.</param>
/// <param name="Requests">Requests still under way; of a stream, connections still open.</param>
/// <param name="Others">How many destinations of the cluster or stream are left for new ones.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record DestinationDrainReport(
    string Cluster, string Destination, bool Drained, bool Changed, int Requests, int Others, double Milliseconds)
{
    /// <summary>What it is a destination of: <c>cluster</c> or <c>stream</c>.</summary>
    public string Kind { get; init; } = "cluster";
}
