namespace Gateway.Configuration.ReverseProxy;

/// <summary>Finds the setting that a message of YARP's validator is about. The messages name the route or the cluster
/// only.</summary>
internal static class YarpErrorPath
{
    // What the message contains, and the key it is about. The first match counts.
    private static readonly (string Words, string Key)[] RouteKeys =
    [
        ("requires Hosts or Path", "Match"), ("Invalid path", "Match:Path"), ("HTTP method", "Match:Methods"),
        ("host name", "Match:Hosts"), ("query parameter", "Match:QueryParameters"), ("header", "Match:Headers"),
        ("Authorization policy", "AuthorizationPolicy"), ("RateLimiter policy", "RateLimiterPolicy"),
        ("CORS policy", "CorsPolicy"), ("Timeout policy", "TimeoutPolicy"), ("Timeout", "Timeout"),
        ("transform", "Transforms"),
    ];

    private static readonly (string Words, string Key)[] ClusterKeys =
    [
        ("load balancing policy", "LoadBalancingPolicy"), ("affinity failure policy", "SessionAffinity:FailurePolicy"),
        ("ffinity key name", "SessionAffinity:AffinityKeyName"),
        ("cookie expiration", "SessionAffinity:Cookie:Expiration"),
        ("cookie max-age", "SessionAffinity:Cookie:MaxAge"), ("cookie", "SessionAffinity:Cookie"),
        ("ffinity", "SessionAffinity"), ("Max connections", "HttpClient:MaxConnectionsPerServer"),
        ("request header encoding", "HttpClient:RequestHeaderEncoding"),
        ("response header encoding", "HttpClient:ResponseHeaderEncoding"), ("request version", "HttpRequest:Version"),
        ("available destinations policy", "HealthCheck:AvailableDestinationsPolicy"),
        ("active health check policy", "HealthCheck:Active:Policy"),
        ("passive health check policy", "HealthCheck:Passive:Policy"),
        ("probing interval", "HealthCheck:Active:Interval"),
        ("probing timeout", "HealthCheck:Active:Timeout"),
        ("reactivation period", "HealthCheck:Passive:ReactivationPeriod"),
        ("destination", "Destinations"),
    ];

    /// <summary>The path of a message about a route.</summary>
    public static string OfRoute(string path, string message) => Find(RouteKeys, path, message);

    /// <summary>The path of a message about a cluster.</summary>
    public static string OfCluster(string path, string message) => Find(ClusterKeys, path, message);

    private static string Find((string Words, string Key)[] keys, string path, string message)
    {
        var key = keys.FirstOrDefault(k => message.Contains(k.Words, StringComparison.OrdinalIgnoreCase)).Key;
        return key is null ? path : $"{path}:{key}";
    }
}
