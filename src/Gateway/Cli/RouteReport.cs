using System.Collections.Immutable;
using System.Text;
using Gateway.Cli.Answers;
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
    private const int NameWidth = 13;

    /// <summary>Describes a route with what it does itself, and with its cluster: a line for each fact.</summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="route">The route that takes it.</param>
    /// <param name="config">All routes and clusters.</param>
    public static string Describe(Uri url, RouteConfig route, GatewayConfig config) =>
        Describe(FactsOf(url, route, config));

    /// <summary>Facts as lines.</summary>
    public static string Describe(ImmutableArray<RouteFact> facts)
    {
        var text = new StringBuilder();
        foreach (var fact in facts)
        {
            _ = text.Append(fact.Name.PadRight(NameWidth)).AppendLine(fact.Value);
        }

        return text.ToString();
    }

    /// <summary>The same for programs.</summary>
    /// <param name="url">What is asked for.</param>
    /// <param name="route">The route that takes it.</param>
    /// <param name="config">All routes and clusters.</param>
    public static ImmutableArray<RouteFact> FactsOf(Uri url, RouteConfig route, GatewayConfig config)
    {
        var extras = RouteExtrasReader.Read(route.Metadata);
        return
        [
            new("route", ProxyBuilder.PathOf(route)),
            .. (route.Metadata ?? new Dictionary<string, string>())
                .Where(entry => IsOurs(entry.Key) && entry.Value.Length > 0)
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new RouteFact("setting", $"{entry.Key} = {ShownOf(entry.Key, entry.Value)}")),
            .. AnswerTo(url, route, extras, config) is { } answer ? [new("answer", answer)] : ClusterOf(route, config),
        ];
    }

    // "Auth" is the name of a secret, and may as well say that nobody needs one.
    private static string ShownOf(string key, string value) =>
        bool.TryParse(value, out _) ? value
        : SecretNames.Contain(key.Split('.')[^1]) ? HiddenText.Placeholder
        : HiddenText.Redact(value);

    private static IEnumerable<KeyValuePair<string, string>> ShownOf(IReadOnlyDictionary<string, string> transform)
    {
        var secret = LooseValues.SecretsBeside(transform);
        return transform.Select(part => KeyValuePair.Create(part.Key,
            secret.Contains(part.Key, StringComparer.OrdinalIgnoreCase)
                ? HiddenText.Placeholder
                : HiddenText.Redact(part.Value)));
    }

    private static bool IsOurs(string key) => RouteTexts.Concern(key) || MetadataKeys.OfRoute.Contains(key);

    private static bool IsPlain(Uri url) =>
        url.Scheme == Uri.UriSchemeHttp && !PlainHttp.IsChallenge(PathString.FromUriComponent(url));

    private static string? AnswerTo(Uri url, RouteConfig route, RouteExtras extras, GatewayConfig config) =>
        IsPlain(url) && extras.Http == PlainHttpRule.Refuse ? "403: plain HTTP is refused"
        : IsPlain(url) && extras.Http == PlainHttpRule.Redirect
            && config.Listeners.Any(listener => listener.Scheme == ListenScheme.Https)
        ? "308 to the same at https"
        : extras.Redirect is { } redirect ? RedirectOf(url, route, redirect)
        : extras.Answer is { } answer
        ? FormattableString.Invariant($"{answer.Status} {answer.File ?? answer.Text}").Trim()
        : extras.Files is { } files
        ? $"a file below {files.Folder}" + (files.Fallback is { } fallback ? $", or its {fallback}" : "")
        : null;

    private static string RedirectOf(Uri url, RouteConfig route, RedirectConfig redirect)
    {
        var front = RouteFront.Of(route, redirect.IsOfSite).ToUriComponent();
        // Both escaped.
        var isBelow = new PathString(url.AbsolutePath)
            .StartsWithSegments(new(front), StringComparison.OrdinalIgnoreCase, out var rest);
        return isBelow || !redirect.KeepsRest
            ? FormattableString.Invariant($"{redirect.Status} to ") + RedirectTarget.Fill(
                redirect.To, url.AbsolutePath, rest.HasValue ? rest.Value : "/", url.Query, url.Host)
            : $"404: the path begins otherwise than with {front}";
    }

    private static IEnumerable<RouteFact> ClusterOf(RouteConfig route, GatewayConfig config)
    {
        var cluster = config.Clusters.FirstOrDefault(cluster => cluster.ClusterId == route.ClusterId);
        IEnumerable<RouteFact> facts =
        [
            .. (route.Transforms ?? []).Select(transform =>
                new RouteFact("transform", string.Join(", ", ShownOf(transform).Select(t => $"{t.Key}={t.Value}")))),
            new("cluster", cluster?.ClusterId ?? "none"),
            .. (cluster?.Destinations ?? new Dictionary<string, DestinationConfig>()).Select(destination =>
                new RouteFact(
                    "destination", $"{cluster!.ClusterId}/{destination.Key}: {TextOf(destination.Value)}")),
            .. UpstreamsOf(cluster),
        ];
        return cluster?.Destinations?.Count > 1
            ? facts.Append(new("balancing", cluster.LoadBalancingPolicy ?? "PowerOfTwoChoices"))
            : facts;
    }

    private static string TextOf(DestinationConfig destination) => destination.Address
        + (destination.Host is { Length: > 0 } host ? $", host {host}" : "")
        + (UpstreamBalance.WeightOf(destination) is > 1 and var weight
            ? FormattableString.Invariant($", weight {weight}")
            : "")
        + (UpstreamBalance.IsBackup(destination) ? ", backup" : "");

    private static IEnumerable<RouteFact> UpstreamsOf(ClusterConfig? cluster)
    {
        foreach (var (key, value) in (cluster?.Metadata ?? new Dictionary<string, string>())
            .Where(entry => MetadataKeys.OfCluster.Contains(entry.Key))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var name = SiteIds.NameOf(cluster!.ClusterId) is null ? key : SiteUpstreamTexts.NameOf(key);
            yield return new("upstreams", $"{name} = {value}");
        }

        if (cluster?.HttpRequest is { Version: { } version, VersionPolicy: HttpVersionPolicy.RequestVersionExact })
        {
            yield return new("upstreams", $"HTTP/{version} alone");
        }
    }
}
