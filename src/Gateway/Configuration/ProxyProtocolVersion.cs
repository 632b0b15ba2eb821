namespace Gateway.Configuration;

/// <summary>Versions of the PROXY protocol.</summary>
internal enum ProxyProtocolVersion
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>A line of text.</summary>
    V1,

    /// <summary>Binary.</summary>
    V2,
}
