namespace Gateway.Proxy.Streams;

/// <summary>What the log says about streams.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(4300, LogLevel.Warning,
        "Stream {Stream}: {Destination} is put aside until it answers a probe: {Reason}")]
    public static partial void DestinationDown(this ILogger logger, string stream, string destination, string reason);

    [LoggerMessage(4301, LogLevel.Information, "Stream {Stream}: {Destination} answers again.")]
    public static partial void DestinationUp(this ILogger logger, string stream, string destination);

    [LoggerMessage(4302, LogLevel.Warning, "Stream {Stream}: no destination answers; a connection is closed.")]
    public static partial void NobodyAnswers(this ILogger logger, string stream);

    [LoggerMessage(4303, LogLevel.Warning,
        "Stream {Stream}: a connection is closed as it came: {Limit} are open, which is the limit.")]
    public static partial void StreamFull(this ILogger logger, string stream, int limit);

    [LoggerMessage(4304, LogLevel.Warning,
        "A connection from {Peer} is closed: it does not begin with a PROXY header, which Listen:ProxyProtocolFrom "
        + "expects of that address.")]
    public static partial void NoProxyHeader(this ILogger logger, string peer);
}
