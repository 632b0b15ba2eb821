namespace Gateway.Proxy.Streams;

/// <summary>What the log says about streams.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(4300, LogLevel.Warning,
        "Stream {Stream}: {Destination} is put aside until it answers a probe: {Reason}")]
    public static partial void DestinationDown(this ILogger logger, string stream, string destination, string reason);

    [LoggerMessage(4301, LogLevel.Information, "Stream {Stream}: {Destination} answers again.")]
    public static partial void DestinationUp(this ILogger logger, string stream, string destination);

    [LoggerMessage(4302, LogLevel.Warning,
        "Stream {Stream}: {Closed} connection(s) closed since the last such line: no destination answers; this line "
        + "comes once a minute.")]
    public static partial void NobodyAnswers(this ILogger logger, string stream, long closed);

    [LoggerMessage(4303, LogLevel.Warning,
        "Stream {Stream}: {Refused} connection(s) closed as they came since the last such line: {Limit} are open, "
        + "which is the limit; this line comes once a minute.")]
    public static partial void StreamFull(this ILogger logger, string stream, long refused, int limit);

    [LoggerMessage(4304, LogLevel.Warning,
        "{Closed} connection(s) closed since the last such line, the last from {Peer}: it does not begin with a PROXY "
        + "header, which Listen:ProxyProtocolFrom expects of that address; this line comes once a minute.")]
    public static partial void NoProxyHeader(this ILogger logger, long closed, string peer);

    [LoggerMessage(4305, LogLevel.Warning,
        "Stream {Stream}: {Closed} connection(s) closed since the last such line: every destination is drained; this "
        + "line comes once a minute.")]
    public static partial void AllDrained(this ILogger logger, string stream, long closed);

    [LoggerMessage(4306, LogLevel.Information,
        "Stream {Stream}: {Destination} is drained: its {Open} connection(s) go on, and no new ones come; {Left} of "
        + "the stream get them.")]
    public static partial void StreamDestinationDrained(
        this ILogger logger, string stream, string destination, int open, int left);

    [LoggerMessage(4307, LogLevel.Information,
        "Stream {Stream}: {Destination} is no longer drained; {Left} of the stream get new connections.")]
    public static partial void StreamDestinationResumed(
        this ILogger logger, string stream, string destination, int left);
}
