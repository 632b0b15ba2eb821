namespace Gateway.Proxy.Traffic;

/// <summary>What the log says about the access log.</summary>
internal static partial class TrafficLog
{
    [LoggerMessage(4020, LogLevel.Warning,
        "The access log has lost {Lines} line(s) since the last such line: {Reason}. Requests are served all the same; "
        + "this line comes once a minute.")]
    public static partial void LinesLost(this ILogger logger, long lines, string reason);
}
