using Gateway.Vrrp.Config;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Finds the setting that a message of YARP's validator is about, and adds what to do where YARP says only
/// what is wrong. The messages name the route or the cluster only.</summary>
internal static class YarpErrorPath
{
    private const string OnlyDisable = "\"Disable\" is the only one here";

    // What the message contains, the key it is about, and what to do. The first match counts.
    private static readonly (string Words, string Key, string? Remedy)[] RouteKeys =
    [
        ("transform", "Transforms", null), ("Unexpected parameters", "Transforms", null),
        ("Unexpected value", "Transforms", null), ("requires Hosts or Path", "Match", null),
        ("Invalid path", "Match:Path", null),
        ("HTTP method", "Match:Methods", "Known: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT, TRACE."),
        ("host name", "Match:Hosts", null), ("query parameter", "Match:QueryParameters", null),
        ("header", "Match:Headers", null),
        ("Authorization policy", "AuthorizationPolicy",
            "\"Anonymous\" is the only one here; Metadata has Auth.Basic.UsersFile and Auth.Forward.Url."),
        ("RateLimiter policy", "RateLimiterPolicy", OnlyDisable + $"; Metadata has {RouteLimits.RateKey}."),
        ("CORS policy", "CorsPolicy", OnlyDisable + "; Metadata has Headers.Response.Set.Access-Control-Allow-Origin."),
        ("Timeout policy", "TimeoutPolicy", OnlyDisable + "; write \"Timeout\": \"00:01:40\" for a time of its own."),
        ("Timeout", "Timeout", null),
    ];

    private static readonly (string Words, string Key, string? Remedy)[] ClusterKeys =
    [
        ("load balancing policy", "LoadBalancingPolicy",
            "Known: FirstAlphabetical, Random, PowerOfTwoChoices, RoundRobin, LeastRequests, WeightedRoundRobin, "
                + "WeightedLeastRequests, AddressHash."),
        ("affinity failure policy", "SessionAffinity:FailurePolicy", "Known: Redistribute, Return503Error."),
        ("session affinity policy", "SessionAffinity:Policy", "Known: ArrCookie, Cookie, CustomHeader."),
        ("ffinity key name", "SessionAffinity:AffinityKeyName", null),
        ("cookie expiration", "SessionAffinity:Cookie:Expiration", null),
        ("cookie max-age", "SessionAffinity:Cookie:MaxAge", null), ("cookie", "SessionAffinity:Cookie", null),
        ("ffinity", "SessionAffinity", null), ("Max connections", "HttpClient:MaxConnectionsPerServer", null),
        ("request header encoding", "HttpClient:RequestHeaderEncoding", null),
        ("response header encoding", "HttpClient:ResponseHeaderEncoding", null),
        ("request version", "HttpRequest:Version", null),
        ("available destinations policy", "HealthCheck:AvailableDestinationsPolicy",
            "Known: HealthyOrPanic, HealthyAndUnknown."),
        ("active health check policy", "HealthCheck:Active:Policy", "Known: Http, Tcp, Check, ConsecutiveFailures."),
        ("passive health check policy", "HealthCheck:Passive:Policy",
            "Known: ConsecutiveErrors, TransportFailureRate."),
        ("probing interval", "HealthCheck:Active:Interval", null),
        ("probing timeout", "HealthCheck:Active:Timeout", null),
        ("reactivation period", "HealthCheck:Passive:ReactivationPeriod", null),
        ("destination", "Destinations", null),
    ];

    /// <summary>The error that a message about a route is.</summary>
    public static ConfigError OfRoute(string path, string message) => Find(RouteKeys, path, message);

    /// <summary>The error that a message about a cluster is.</summary>
    public static ConfigError OfCluster(string path, string message) => Find(ClusterKeys, path, message);

    private static ConfigError Find((string Words, string Key, string? Remedy)[] keys, string path, string message)
    {
        var (_, key, remedy) = keys.FirstOrDefault(
            known => message.Contains(known.Words, StringComparison.OrdinalIgnoreCase));
        var sentence = message.EndsWith('.') ? message : message + ".";
        return new(key is null ? path : $"{path}:{key}", remedy is null ? sentence : $"{sentence} {remedy}");
    }
}
