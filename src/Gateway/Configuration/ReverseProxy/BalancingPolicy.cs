namespace Gateway.Configuration.ReverseProxy;

/// <summary>The names of the load-balancing policies that the gateway adds to YARP's. All of them know
/// weights.</summary>
internal static class BalancingPolicy
{
    /// <summary>In turn, each as often as its weight says.</summary>
    public const string WeightedRoundRobin = "WeightedRoundRobin";

    /// <summary>The one with the fewest requests under way for its weight.</summary>
    public const string WeightedLeastRequests = "WeightedLeastRequests";

    /// <summary>By the client's address: the same one each time, and on both machines.</summary>
    public const string AddressHash = "AddressHash";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [WeightedRoundRobin, WeightedLeastRequests, AddressHash];
}
