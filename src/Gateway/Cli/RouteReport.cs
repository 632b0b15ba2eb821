using System.Text;
using Gateway.Configuration;
using Gateway.Configuration.Building;
using Gateway.Configuration.ReverseProxy;
using Gateway.Configuration.Routes;
using Gateway.Configuration.Showing;
using Gateway.Proxy.Routes;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Cli;

/// <summary>What becomes of a request, in words.</summary>
internal static class RouteReport
{
    /// <summary>Describes a route with what it does itself, and with its cluster.</summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="route">The route that takes it.</param>
    /// <param name="config">All routes and clusters.</param>
    public static string Describe(Uri url, RouteConfig route, GatewayConfig config)
    {
        var text = new StringBuilder();
        _ = text.Append("route        ").AppendLine(ProxyBuilder.PathOf(route));
        var extras = RouteExtrasReader.Read(route.Metadata);
        foreach (var (key, value) in (route.Metadata ?? new Dictionary<string, string>())
            .Where(entry => IsOurs(entry.Key) && entry.Value.Length > 0)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var shown = SecretNames.Contain(key.Split('.')[^1]) ? HiddenText.Placeholder : HiddenText.Redact(value);
            _ = text.Append("setting      ").Append(key).Append(" = ").AppendLine(shown);
        }

        if (AnswerTo(url, extras, config) is { } answer)
        {
            return text.Append("answer       ").AppendLine(answer).ToString();
        }

        AppendCluster(text, route, config);
        return text.ToString();
    }

    private static bool IsOurs(string key) => RouteTexts.Concern(key) || MetadataKeys.OfRoute.Contains(key);

    private static bool IsPlain(Uri url) =>
        url.Scheme == Uri.UriSchemeHttp && !PlainHttp.IsChallenge(PathString.FromUriComponent(url));

    private static string? AnswerTo(Uri url, RouteExtras extras, GatewayConfig config) =>
        IsPlain(url) && extras.Http == PlainHttpRule.Refuse ? "403: plain HTTP is refused"
        : IsPlain(url) && extras.Http == PlainHttpRule.Redirect
            && config.Listeners.Any(listener => listener.Scheme == ListenScheme.Https)
        ? "308 to the same at https"
        : extras.Redirect is { } redirect
        ? FormattableString.Invariant($"{redirect.Status} to ")
            + RedirectTarget.Fill(redirect.To, url.AbsolutePath, url.Query, url.Host)
        : extras.Answer is { } answer
        ? FormattableString.Invariant($"{answer.Status} {answer.File ?? answer.Text}").Trim()
        : extras.Files is { } files ? $"a file below {files.Folder}"
        : null;

    private static void AppendCluster(StringBuilder text, RouteConfig route, GatewayConfig config)
    {
        foreach (var transform in route.Transforms ?? [])
        {
            _ = text.Append("transform    ").AppendLine(string.Join(", ", transform.Select(t => $"{t.Key}={t.Value}")));
        }

        var cluster = config.Clusters.FirstOrDefault(cluster => cluster.ClusterId == route.ClusterId);
        _ = text.Append("cluster      ").AppendLine(cluster is null ? "none"
            : SiteIds.PathOf(cluster.ClusterId) ?? $"ReverseProxy:Clusters:{cluster.ClusterId}");
        foreach (var (name, destination) in cluster?.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            _ = text.Append("destination  ").Append(name).Append(": ").AppendLine(TextOf(destination));
        }

        AppendUpstreams(text, cluster);

        if (cluster?.Destinations?.Count > 1)
        {
            _ = text.Append("balancing    ").AppendLine(cluster.LoadBalancingPolicy ?? "PowerOfTwoChoices");
        }
    }

    private static string TextOf(DestinationConfig destination) => destination.Address
        + (UpstreamBalance.WeightOf(destination) is > 1 and var weight
            ? FormattableString.Invariant($", weight {weight}")
            : "")
        + (UpstreamBalance.IsBackup(destination) ? ", backup" : "");

    private static void AppendUpstreams(StringBuilder text, ClusterConfig? cluster)
    {
        foreach (var (key, value) in (cluster?.Metadata ?? new Dictionary<string, string>())
            .Where(entry => MetadataKeys.OfCluster.Contains(entry.Key))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var name = SiteIds.NameOf(cluster!.ClusterId) is null ? key : SiteUpstreamTexts.NameOf(key);
            _ = text.Append("upstreams    ").Append(name).Append(" = ").AppendLine(value);
        }

        if (cluster?.HttpRequest is { Version: { } version, VersionPolicy: HttpVersionPolicy.RequestVersionExact })
        {
            _ = text.Append("upstreams    HTTP/").Append(version.ToString()).AppendLine(" alone");
        }
    }
}
