namespace Gateway.Proxy.Streams;

/// <summary>What the first bytes of a connection are.</summary>
internal enum HelloResult
{
    /// <summary>Too few to tell.</summary>
    Incomplete,

    /// <summary>A ClientHello that names no host.</summary>
    Nameless,

    /// <summary>A ClientHello that names a host.</summary>
    Named,

    /// <summary>Something else, or a ClientHello that is malformed or absurdly long: the TLS library knows the
    /// answer.</summary>
    Other,
}
