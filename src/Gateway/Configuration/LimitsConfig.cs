namespace Gateway.Configuration;

/// <summary>What clients may take of the machine.</summary>
internal sealed record LimitsConfig
{
    /// <summary>Connections at once, WebSockets among them, 1 to 1,000,000; 10,000 by default. One more is closed as it
    /// comes, unless it is the self-test's.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Connections at once of one client: an IPv4 address or the /64 of an IPv6 address; 1 to 1,000,000, by
    /// default 1,000. Loopback and trusted proxies have no limit.</summary>
    public int MaxConnectionsPerClient { get; init; } = 1_000;

    /// <summary>Requests of one client, counted alike; null: as many as it likes.</summary>
    public RequestRate? Requests { get; init; }

    /// <summary>Time for all headers of a request, 1 s to 10 min; 30 s by default.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may wait for its next request, 1 s to 1 h; 130 s by default.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>Bytes of all headers of a request together, 4,096 to 1,048,576; 32,768 by default.</summary>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>Headers of a request, 10 to 1,000; 100 by default.</summary>
    public int MaxHeaders { get; init; } = 100;

    /// <summary>Bytes a second that an upload and a download must have after their first seconds, to 1,000,000; 240
    /// by default; 0: none.</summary>
    public int MinDataRate { get; init; } = 240;
}
