using Gateway.Proxy.Streams;

namespace Gateway.Admin.Operation;

/// <summary>A destination of a stream.</summary>
/// <param name="stream">The stream's name.</param>
/// <param name="destination">Its host and port.</param>
/// <param name="streams">Knows it.</param>
internal sealed class StreamTarget(string stream, string destination, StreamTable streams)
    : DrainTarget(stream, destination)
{
    /// <inheritdoc/>
    public override string Kind => "stream";

    /// <inheritdoc/>
    public override bool IsDrained => Now?.IsDrained == true;

    /// <inheritdoc/>
    public override int Open => Now?.Open ?? 0;

    /// <inheritdoc/>
    public override int Left => streams.Find(Group)?.Destinations.Count(one => !one.IsDrained) ?? 0;

    private StreamDestination? Now => streams.Find(Group)?.Find(Destination);

    /// <inheritdoc/>
    public override void Drain(bool drained)
    {
        if (streams.Find(Group) is { } stream && stream.Find(Destination) is { } destination)
        {
            stream.Drain(destination, drained);
        }
    }
}
