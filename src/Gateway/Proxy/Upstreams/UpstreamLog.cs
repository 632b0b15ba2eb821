using Gateway.Plugins;

namespace Gateway.Proxy.Upstreams;

/// <summary>What the log says about destinations.</summary>
internal static partial class UpstreamLog
{
    [LoggerMessage(4200, LogLevel.Information,
        "Destination {Cluster}/{Destination} is up: {Text}. {Well} of {All} are.")]
    public static partial void DestinationUp(
        this ILogger logger, string cluster, string destination, string text, int well, int all);

    [LoggerMessage(4201, LogLevel.Warning,
        "Destination {Cluster}/{Destination} is down: {Text}. {Well} of {All} are up.")]
    public static partial void DestinationDown(
        this ILogger logger, string cluster, string destination, string text, int well, int all);

    [LoggerMessage(4206, LogLevel.Error,
        "Cluster {Cluster} has no destination left (0 of {All} are up): its clients get errors (502, 503, 504) until "
        + "one is. Look at the servers, and at the way there.")]
    public static partial void ClusterDown(this ILogger logger, string cluster, int all);

    [LoggerMessage(4202, LogLevel.Warning,
        "Destination {Cluster}/{Destination} is avoided for {Period} after {Errors} failed requests in a row, the "
        + "last: {Text}. It is asked all the same if no other is left.")]
    public static partial void DestinationAvoided(
        this ILogger logger, string cluster, string destination, Seconds period, int errors, string text);

    [LoggerMessage(4203, LogLevel.Information,
        "Destination {Cluster}/{Destination} is drained: it gets no new requests, {Requests} under way end; {Left} of "
        + "the cluster are asked.")]
    public static partial void DestinationDrained(
        this ILogger logger, string cluster, string destination, int requests, int left);

    [LoggerMessage(4204, LogLevel.Information,
        "Destination {Cluster}/{Destination} is no longer drained; {Left} of the cluster are asked.")]
    public static partial void DestinationResumed(
        this ILogger logger, string cluster, string destination, int left);

    [LoggerMessage(4205, LogLevel.Warning,
        "Cluster {Cluster}: the authorities in {File} cannot be used: {Reason}. Connections go by the {Count} read "
        + "before; without any, none is made.")]
    public static partial void NoAuthority(
        this ILogger logger, string cluster, string file, string reason, int count);
}
