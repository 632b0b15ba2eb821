namespace Gateway.Proxy.Traffic;

/// <summary>What became of a request: as much of it as is counted.</summary>
internal readonly record struct RequestOutcome
{
    /// <summary>From its headers to the last byte of the answer; of a WebSocket to its end.</summary>
    public required TimeSpan Duration { get; init; }

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
}
