using Gateway.Configuration;
using Gateway.Plugins;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>What the log says about the proxy, and which of its libraries' lines are shown.</summary>
internal static partial class ProxyLog
{
    /// <summary>Hides what YARP and ASP.NET say about every request: those lines cost 80 % of CPU time on top.
    /// <see cref="ForwardingFailures"/> stands in for the forwarder's, <see cref="Upstreams.UpstreamLog"/> for the
    /// probes'.</summary>
    public static ILoggingBuilder AddProxyFilters(this ILoggingBuilder logging) =>
        logging.AddFilter("Yarp", LogLevel.Warning)
            .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.None)
            .AddFilter("Yarp.ReverseProxy.Health", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            // Calls it critical when it ends a connection that floods it.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel.Http3", LogLevel.None)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

    [LoggerMessage(4000, LogLevel.Information, "Listening on {Address} ({Scheme}).")]
    public static partial void Listening(this ILogger logger, string address, ListenScheme scheme);

    [LoggerMessage(4006, LogLevel.Information,
        "No longer listening on {Address} ({Scheme}); requests under way have {Deadline} to finish.")]
    public static partial void NoLongerListening(
        this ILogger logger, string address, ListenScheme scheme, Seconds deadline);

    [LoggerMessage(4001, LogLevel.Information,
        "The proxy serves {Routes} route(s) to {Clusters} cluster(s); it tests itself through {SelfTest}.")]
    public static partial void Serving(this ILogger logger, int routes, int clusters, string selfTest);

    [LoggerMessage(4002, LogLevel.Information,
        "The proxy closes its listeners; requests under way have {Deadline} to finish.")]
    public static partial void Stopping(this ILogger logger, Seconds deadline);

    [LoggerMessage(4007, LogLevel.Information,
        "The proxy asks its clients to connect anew, and serves them; requests under way have {Deadline}.")]
    public static partial void Draining(this ILogger logger, Seconds deadline);

    [LoggerMessage(4008, LogLevel.Information,
        "{Connections} connection(s) did not end within {Deadline}; they end with the address or with the proxy.")]
    public static partial void NotDrained(this ILogger logger, int connections, Seconds deadline);

    [LoggerMessage(4003, LogLevel.Information, "The proxy has stopped.")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(4004, LogLevel.Warning,
        "{Method} {Url} failed: cluster {Cluster}, {Destination}: {Error} ({Reason}). The client got {Status}.")]
    public static partial void ForwardingFailed(
        this ILogger logger,
        string method,
        string url,
        string cluster,
        string destination,
        ForwarderError error,
        string reason,
        int status);

    [LoggerMessage(4050, LogLevel.Error, "The page {File} cannot be shown: {Why}. Clients see a line of text instead.")]
    public static partial void PageUnreadable(this ILogger logger, string file, string why);

    [LoggerMessage(4051, LogLevel.Error, "The users of {File} cannot be read: {Why}. Nobody gets in there (503).")]
    public static partial void UsersUnreadable(this ILogger logger, string file, string why);

    [LoggerMessage(4052, LogLevel.Warning,
        "{File}, {Problem}: that user cannot get in; make the line with `gateway hash-password`.")]
    public static partial void UserUnusable(this ILogger logger, string file, string problem);

    [LoggerMessage(4053, LogLevel.Warning, "{Url} does not say who may come: {Why}. Clients got 503.")]
    public static partial void AuthServerFailed(this ILogger logger, Uri url, string why);

    [LoggerMessage(4054, LogLevel.Warning,
        "{Url} broke off an answer of which the client had a part already: {Why}. The client's connection was ended.")]
    public static partial void AuthAnswerCutOff(this ILogger logger, Uri url, string why);

    [LoggerMessage(4055, LogLevel.Warning,
        "{File} could not be sent to its end: {Why}. The client's connection was ended.")]
    public static partial void FileCutOff(this ILogger logger, string file, string why);

    [LoggerMessage(4056, LogLevel.Warning, "A client got 403 for a file that the gateway may not read. {Why}")]
    public static partial void FileForbidden(this ILogger logger, string why);

    [LoggerMessage(4005, LogLevel.Warning,
        "{Refused} connection(s) closed as they came since the last such line: {Limit} are open, which is the limit. "
        + "New ones are served as old ones close; this line comes once a minute.")]
    public static partial void ConnectionsRefused(this ILogger logger, long refused, long limit);

    [LoggerMessage(4009, LogLevel.Warning,
        "{Refused} connection(s) closed as they came since the last such line: {Client} or others have {Limit} open, "
        + "which is the limit for one client; this line comes once a minute.")]
    public static partial void ClientRefused(this ILogger logger, long refused, string client, int limit);

    [LoggerMessage(4010, LogLevel.Warning,
        "{Refused} request(s) answered with 429 since the last such line, the last of {Client}: more a second than a "
        + "client may send; this line comes once a minute.")]
    public static partial void RequestsRefused(this ILogger logger, long refused, string client);
}
