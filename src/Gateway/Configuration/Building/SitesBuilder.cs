using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Sites</c>: each entry, and each path of it, becomes a route, and a cluster if it has upstreams of
/// its own.</summary>
/// <param name="clusters">Builds those.</param>
/// <param name="hasBoth">Whether there are listeners for HTTP and for HTTPS.</param>
/// <param name="files">Makes the files of extras absolute.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class SitesBuilder(SiteClusters clusters, bool hasBoth, RouteFiles files, List<ConfigError> errors)
{
    private const string Rest = "/{**path}";

    private static readonly DurationRange Timeouts = new("100ms", "24h");

    // Inherited key by key; of the others, an entry that says anything of it replaces all of it.
    private static readonly string[] Merged = ["Headers", "ErrorPages"];

    // What becomes of a request is no property to inherit: an entry with one of these has no other.
    private static readonly string[] Targets = ["Redirect", "Answer", "Files"];

    // They look at what comes after the path of the entry that says them: of a path that takes them over, at all of it.
    private static readonly string[] TargetsOfRest = ["Redirect", "Files"];

    // Also where nobody is asked, for an upstream that believes them: clients must not send them.
    private const string Identity = "Auth.Forward.CopyHeaders";

    private readonly SiteNames _names = new(errors);

    /// <summary>Where each host of the sites built stands in the file.</summary>
    public IReadOnlyDictionary<string, string> Hosts => _names.Places;

    /// <summary>Those of them that are not the keys of their sites.</summary>
    public IReadOnlyList<HostAlias> Aliases => _names.Aliases;

    /// <summary>Builds all sites without errors.</summary>
    public ImmutableArray<Site> Build(Dictionary<string, SiteOptions>? options)
    {
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var (key, site) in options ?? [])
        {
            var path = $"Sites:{key}";
            var known = errors.Count;
            var hosts = _names.Read(path, key, site.Settings);
            var built = BuildSite(new(path, key, hosts, "", site.Settings.Path ?? ""), site.Settings);
            // Half a site would only cause more errors.
            sites.AddRange(errors.Count == known ? built : []);
        }

        return sites.ToImmutable();
    }

    private List<Site> BuildSite(SitePlace place, SiteSettingsOptions site)
    {
        var path = place.Path;
        var isWhole = HasTarget(site);
        if (!isWhole && site.Paths is null or { Count: 0 })
        {
            errors.Add(new($"{path}:To",
                "required: where requests go, for example \"http://10.0.0.21:8080\"; or Redirect, Answer or Files."));
            return [];
        }

        CheckPrefix($"{path}:Path", site.Path);
        if (site is { Path: not null, Paths: not null })
        {
            errors.Add(new($"{path}:Path", "stands beside Paths; name the path there."));
        }

        var texts = ReadTexts(path, site, []);
        var sites = new List<Site>();
        if (isWhole)
        {
            sites.Add(Build(place, site, site, site, texts));
        }

        foreach (var (prefix, entry) in site.Paths ?? [])
        {
            var placeOfIt = place with { Path = $"{path}:Paths:{prefix}", Name = prefix, Prefix = prefix };
            if (BuildPath(placeOfIt, site, entry.Settings, texts) is { } built)
            {
                sites.Add(built);
            }
        }

        return sites;
    }

    private Site? BuildPath(
        SitePlace place, SiteSettingsOptions site, PathOptions entry, Dictionary<string, string> inherited)
    {
        var path = place.Path;
        CheckPrefix(path, place.Prefix);
        if (place.Prefix == "/" && HasTarget(site))
        {
            errors.Add(new(path, "is all of the site; say it in the site itself."));
        }

        if (!HasTarget(entry) && !HasTarget(site))
        {
            errors.Add(new($"{path}:To",
                "required, for the site has none: where requests go; or Redirect, Answer or Files."));
            return null;
        }

        var texts = ReadTexts(path, entry, inherited);
        return Build(place, site, entry, HasTarget(entry) ? entry : site, texts);
    }

    private void CheckPrefix(string path, string? prefix)
    {
        if (prefix is not null && !Regex.IsMatch(prefix, OptionPattern.PathPrefix))
        {
            errors.Add(new(path, $"\"{prefix}\" is not the front of a path; write for example \"/api\"."));
        }
        else if (MatchRules.UnseenProblem(prefix) is { } problem)
        {
            errors.Add(new(path, problem));
        }
    }

    private static bool HasTarget(PathOptions options) =>
        options.To is not null || options.Redirect is not null || options.Answer is not null
        || options.Files is not null;

    // The extras of the entry over those that it inherits. What is wrong with those has been told.
    private Dictionary<string, string> ReadTexts(
        string path, PathOptions options, Dictionary<string, string> inherited)
    {
        CheckTargets(path, options);
        var own = files.Absolute(RouteTexts.Of(options), (key, problem) => Fail(path, key, problem));
        _ = new RouteExtrasReader(own, (key, problem) => Fail(path, key, problem)).Read();
        var sections = own.Keys.Select(RouteTexts.SectionOf).ToHashSet();
        var texts = inherited
            .Where(text => RouteTexts.SectionOf(text.Key) is var section
                && (Merged.Contains(section) || !sections.Contains(section) || text.Key == Identity)
                && !(HasTarget(options) && Targets.Contains(section)))
            .ToDictionary(text => text.Key, text => text.Value);
        foreach (var section in texts.Keys.Select(RouteTexts.SectionOf).Intersect(TargetsOfRest).ToArray())
        {
            texts[section + RouteExtrasReader.OfSite] = "";
        }

        foreach (var (key, value) in own)
        {
            texts[key] = value;
        }

        AddRate(path, options, texts);
        if (hasBoth)
        {
            _ = texts.TryAdd("Http", "redirect");
        }

        return texts;
    }

    // Of a path, over the rate of its site.
    private void AddRate(string path, PathOptions options, Dictionary<string, string> texts)
    {
        var own = new (string Key, int? Value)[]
        {
            (RouteLimits.RateKey, options.RequestsPerSecond), (RouteLimits.BurstKey, options.RequestBurst),
        }.Where(limit => limit.Value is not null).ToDictionary(limit => limit.Key, limit => limit.Value!.Value);
        foreach (var (key, value) in own)
        {
            texts[key] = value.ToString(CultureInfo.InvariantCulture);
        }

        _ = RouteLimits.Read(texts, (key, problem) =>
        {
            // What is wrong with those of the site has been told.
            if (own.ContainsKey(key))
            {
                Fail(path, key, problem);
            }
        });
    }

    private void Fail(string path, string key, string problem) =>
        errors.Add(new($"{path}:{key.Replace('.', ':')}", problem));

    private void CheckTargets(string path, PathOptions options)
    {
        string[] targets =
        [
            .. options.To is null ? [] : new[] { "To" },
            .. options.Redirect is null ? [] : new[] { "Redirect" },
            .. options.Answer is null ? [] : new[] { "Answer" },
            .. options.Files is null ? [] : new[] { "Files" },
        ];
        foreach (var other in targets.Skip(1))
        {
            errors.Add(new($"{path}:{other}",
                $"stands beside {targets[0]}; a site forwards (To), redirects, answers or serves files: keep one."));
        }

        foreach (var key in Forwarding(options))
        {
            if (options.To is null && (targets.Length > 0 || key != "Rewrite"))
            {
                errors.Add(new($"{path}:{key}",
                    "says how to forward, and nothing is forwarded here; add To, or remove it."));
            }
        }
    }

    // The keys of an entry that say how to forward.
    private static IEnumerable<string> Forwarding(PathOptions options) =>
        from setting in new (string Key, object? Value)[]
        {
            ("Health", options.Health), ("Sticky", options.Sticky), ("Balance", options.Balance),
            ("SlowStart", options.SlowStart), ("Retries", options.Retries),
            ("ConnectTimeout", options.ConnectTimeout), ("IdleTimeout", options.IdleTimeout),
            ("UpstreamCa", options.UpstreamCa), ("UpstreamPin", options.UpstreamPin),
            ("UpstreamHttp", options.UpstreamHttp), ("Rewrite", options.Rewrite),
        }
        where setting.Value is not null
        select setting.Key;

    private Site Build(
        SitePlace place, PathOptions site, PathOptions own, PathOptions target, Dictionary<string, string> texts)
    {
        var (path, key, hosts, name, prefix) = place;
        var isDefault = key == SiteNames.Default;
        // A path without upstreams of its own goes where its site goes.
        var id = target == own ? SiteIds.Of(key, name) : SiteIds.Of(key);
        var cluster = own.To is null ? null : clusters.Build(path, id, own);
        var route = new RouteConfig
        {
            RouteId = SiteIds.Of(key, name),
            ClusterId = target.To is null ? null : id,
            Match = new()
            {
                Hosts = isDefault ? null : hosts,
                Path = prefix.Length > 0 || isDefault ? prefix.TrimEnd('/') + Rest : null,
            },
            // What nobody else takes: neither another site nor a route of YARP's section.
            Order = isDefault ? int.MaxValue : null,
            // What is wrong with that of the site has been told.
            Timeout = Timeouts.Read(own.Timeout, problem => errors.Add(new($"{path}:Timeout", problem)))
                ?? Timeouts.Read(site.Timeout, _ => { }),
            Transforms = SiteRewrite.Read(path, own.Rewrite ?? target.Rewrite, errors),
            // In one order, however they came.
            Metadata = texts.Count == 0 ? null : texts.OrderBy(text => text.Key, StringComparer.Ordinal)
                .ToDictionary(text => text.Key, text => text.Value),
        };
        return new(path, route, cluster);
    }
}
