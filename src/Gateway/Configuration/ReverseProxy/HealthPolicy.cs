namespace Gateway.Configuration.ReverseProxy;

/// <summary>The names of the health policies that the gateway adds to YARP's.</summary>
internal static class HealthPolicy
{
    /// <summary>Active: a request, judged by status and body. The default.</summary>
    public const string Http = "Http";

    /// <summary>Active: a TCP connection.</summary>
    public const string Tcp = "Tcp";

    /// <summary>Active: the word of an entry of <c>HealthChecks</c>.</summary>
    public const string Check = "Check";

    /// <summary>Passive: errors in a row. The default.</summary>
    public const string ConsecutiveErrors = "ConsecutiveErrors";

    /// <summary>The active ones.</summary>
    public static IReadOnlyList<string> Active { get; } = [Http, Tcp, Check];
}
