using System.Globalization;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Names of transforms. YARP says which it does not know; here stand place and nearest name, too.</summary>
internal static class TransformRules
{
    private static readonly string[] Known =
    [
        "PathPrefix", "PathRemovePrefix", "PathSet", "PathPattern", "QueryValueParameter", "QueryRouteParameter",
        "QueryRemoveParameter", "HttpMethodChange", "RequestHeadersCopy", "RequestHeaderOriginalHost", "RequestHeader",
        "RequestHeaderRouteValue", "RequestHeaderRemove", "RequestHeadersAllowed", "X-Forwarded", "Forwarded",
        "ClientCert", "ResponseHeadersCopy", "ResponseHeader", "ResponseHeaderRemove", "ResponseHeadersAllowed",
        "ResponseTrailersCopy", "ResponseTrailer", "ResponseTrailerRemove", "ResponseTrailersAllowed",
    ];

    /// <summary>Checks the transforms of a route.</summary>
    public static void Check(
        string path, IReadOnlyList<IReadOnlyDictionary<string, string>>? transforms, List<ConfigError> errors)
    {
        for (var i = 0; i < (transforms?.Count ?? 0); i++)
        {
            var (itemPath, keys) = (string.Create(CultureInfo.InvariantCulture, $"{path}:{i}"), transforms![i].Keys);
            if (keys.FirstOrDefault() is not { } first)
            {
                errors.Add(new(
                    itemPath, "is empty; name a transform, for example { \"PathRemovePrefix\": \"/api\" }."));
            }
            else if (!keys.Any(key => Known.Contains(key, StringComparer.OrdinalIgnoreCase)))
            {
                errors.Add(new($"{itemPath}:{first}", $"unknown transform; {NearestName.Hint(first, Known)}"));
            }
        }
    }

    /// <summary>Whether a message of YARP's is about anything else.</summary>
    public static bool IsNews(string message) => !message.StartsWith("Unknown transform:", StringComparison.Ordinal);
}
