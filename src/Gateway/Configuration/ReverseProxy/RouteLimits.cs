using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What a route has of limits: its <c>Metadata</c> beyond YARP's <c>MaxRequestBodySize</c> and
/// <c>Timeout</c>.</summary>
internal static class RouteLimits
{
    /// <summary>Requests a second of one client on this route, <c>1</c> to <c>100000</c>, instead of
    /// <c>Limits:RequestsPerSecond</c>; what is more is answered with 429. Defaults to none of its own.</summary>
    public const string RateKey = "RequestsPerSecond";

    /// <summary>Requests of one client at once on this route, after a quiet time, <c>1</c> to <c>1000000</c>. Defaults
    /// to those of two seconds.</summary>
    public const string BurstKey = "RequestBurst";

    /// <summary>Whether <c>Limits:RequestsPerSecond</c> is not for this route: YARP's <c>RateLimiterPolicy</c> of
    /// <c>Disable</c>.</summary>
    public static bool IsFree(RouteConfig route) =>
        "Disable".Equals(route.RateLimiterPolicy, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the metadata of a route.</summary>
    /// <param name="metadata">May be null.</param>
    /// <param name="fail">Takes what is wrong: the key and a sentence.</param>
    /// <returns>Null when the route has no rate of its own.</returns>
    public static RequestRate? Read(IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
    {
        var values = new MetadataValues(metadata, fail);
        if (values.Text(RateKey) is null)
        {
            if (values.Text(BurstKey) is not null)
            {
                fail(BurstKey, $"does nothing without {RateKey}; add that, or remove it.");
            }

            return null;
        }

        var perSecond = values.Count(RateKey, 1, 1, 100_000);
        return new(perSecond, values.Count(BurstKey, RequestRate.UsualBurst(perSecond), 1, 1_000_000));
    }
}
