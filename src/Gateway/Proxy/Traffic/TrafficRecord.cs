using System.Buffers;
using Gateway.Configuration;

namespace Gateway.Proxy.Traffic;

/// <summary>Something of a client that has ended, and gets a line in the access log.</summary>
internal abstract record TrafficRecord
{
    /// <summary>When it came, in local time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long it took, to its very end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The client's address, IPv4 in its own form; <c>-</c> when unknown.</summary>
    public required string Client { get; init; }

    /// <summary>Appends its line and the end of it, in UTF-8.</summary>
    public abstract void Write(AccessLogFormat format, IBufferWriter<byte> line);
}
