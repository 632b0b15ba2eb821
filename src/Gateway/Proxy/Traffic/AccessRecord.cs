using System.Buffers;
using Gateway.Configuration;

namespace Gateway.Proxy.Traffic;

/// <summary>One request and what became of it, from its headers to the last byte of the answer; of a WebSocket to its
/// end.</summary>
internal sealed record AccessRecord : TrafficRecord
{
    /// <summary>As whom it was let in; null when nobody asked, or nobody was let in.</summary>
    public string? User { get; init; }

    /// <summary>The method; empty when it could not be read, like what follows.</summary>
    public required string Method { get; init; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The host that was asked for, with its port if it had one; may be empty.</summary>
    public required string Host { get; init; }

    /// <summary>Path and query as the client wrote them.</summary>
    public required string Target { get; init; }

    /// <summary><c>HTTP/1.1</c>, <c>HTTP/2</c>, <c>HTTP/3</c>; empty when unknown.</summary>
    public required string Protocol { get; init; }

    /// <summary>The status of the answer; 499, nginx's, when the client left before there was one.</summary>
    public required int Status { get; init; }

    /// <summary>Bytes of the answer's body; what goes over a WebSocket does not count.</summary>
    public required long Bytes { get; init; }

    /// <summary>The route; null when none matched.</summary>
    public string? Route { get; init; }

    /// <summary>The cluster of the route.</summary>
    public string? Cluster { get; init; }

    /// <summary>The destination that was asked; null when none was.</summary>
    public string? Destination { get; init; }

    /// <summary>Why forwarding failed, in YARP's word (<c>Request</c>, <c>RequestTimedOut</c>, ...), or why the request
    /// could not be read, in Kestrel's sentence.</summary>
    public string? Error { get; init; }

    /// <summary>The id of the request; null when it has none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The header <c>Referer</c>.</summary>
    public string? Referer { get; init; }

    /// <summary>The header <c>User-Agent</c>.</summary>
    public string? UserAgent { get; init; }

    /// <inheritdoc/>
    public override void Write(AccessLogFormat format, IBufferWriter<byte> line) =>
        AccessLine.Write(this, format, line);
}
