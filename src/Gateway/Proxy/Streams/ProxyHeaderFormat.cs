namespace Gateway.Proxy.Streams;

/// <summary>What version 2 of the PROXY protocol looks like (section 2.2 of HAProxy's
/// <c>proxy-protocol.txt</c>).</summary>
/// <code>
///  0                   1                   2                   3
/// |                 signature, 12 bytes                          |
/// | version, command | family, protocol |      length of the rest |
/// </code>
internal static class ProxyHeaderFormat
{
    /// <summary>Bytes before the addresses.</summary>
    public const int HeaderLength = 16;

    /// <summary>Version 2; the proxy speaks for itself.</summary>
    public const byte Local = 0x20;

    /// <summary>Version 2; the proxy speaks for a client.</summary>
    public const byte Proxied = 0x21;

    /// <summary>TCP over IPv4.</summary>
    public const byte Tcp4 = 0x11;

    /// <summary>TCP over IPv6.</summary>
    public const byte Tcp6 = 0x21;

    /// <summary>The beginning.</summary>
    public static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;
}
