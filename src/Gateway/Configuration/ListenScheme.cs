namespace Gateway.Configuration;

/// <summary>What a listener speaks.</summary>
internal enum ListenScheme
{
    /// <summary>HTTP/1.1 without TLS.</summary>
    Http,

    /// <summary>HTTP/1.1 and HTTP/2 over TLS.</summary>
    Https,

    /// <summary>Whatever client and destination agree on: a stream.</summary>
    Tcp,
}
