namespace Gateway.Proxy.Streams;

/// <summary>Looks at the first bytes of a connection.</summary>
/// <typeparam name="T">What is told.</typeparam>
/// <param name="bytes">All that has come.</param>
/// <param name="used">How many of them are used up.</param>
/// <returns>Null when more are needed.</returns>
internal delegate T? FirstLook<T>(ReadOnlySpan<byte> bytes, out int used)
    where T : class;
