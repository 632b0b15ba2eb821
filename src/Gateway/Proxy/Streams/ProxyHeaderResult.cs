namespace Gateway.Proxy.Streams;

/// <summary>Whether bytes begin with a PROXY header.</summary>
internal enum ProxyHeaderResult
{
    /// <summary>Too few to tell.</summary>
    Incomplete,

    /// <summary>They do.</summary>
    Complete,

    /// <summary>They do not.</summary>
    Invalid,
}
