using System.Buffers;
using Gateway.Configuration;

namespace Gateway.Proxy.Traffic;

/// <summary>One connection of a stream and what became of it.</summary>
internal sealed record StreamRecord : TrafficRecord
{
    /// <summary>The stream.</summary>
    public required string Stream { get; init; }

    /// <summary>Bytes from the client to the destination.</summary>
    public required long Received { get; init; }

    /// <summary>Bytes from the destination to the client.</summary>
    public required long Sent { get; init; }

    /// <summary>Why it ended.</summary>
    public required StreamEnd End { get; init; }

    /// <summary>The host that its client asked for; null when it came to a port of the stream's own.</summary>
    public string? ServerName { get; init; }

    /// <summary>Where it went; null when nowhere.</summary>
    public string? Destination { get; init; }

    /// <inheritdoc/>
    public override void Write(AccessLogFormat format, IBufferWriter<byte> line) =>
        StreamLine.Write(this, format, line);
}
