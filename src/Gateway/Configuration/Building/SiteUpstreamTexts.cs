using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>What a site says of its upstreams, as the metadata of a cluster.</summary>
/// <param name="path">The path of the site in the file.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class SiteUpstreamTexts(string path, List<ConfigError> errors)
{
    // Where the names differ.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [UpstreamHealth.StatusKey] = "Health:Status",
        [UpstreamHealth.BodyKey] = "Health:Body",
        [UpstreamHealth.RiseKey] = "Health:Rise",
        [UpstreamHealth.FallKey] = "Health:Fall",
        [UpstreamConnections.AuthorityKey] = nameof(PathOptions.UpstreamCa),
        [UpstreamConnections.PinKey] = nameof(PathOptions.UpstreamPin),
    };

    /// <summary>The key of a site that a key of the metadata stands for.</summary>
    public static string NameOf(string metadata) => Names.GetValueOrDefault(metadata, metadata);

    /// <summary>Where a key of the metadata stands in the file.</summary>
    public string PlaceOf(string metadata) => $"{path}:{NameOf(metadata)}";

    /// <summary>The metadata. The keys about connections are checked with the cluster.</summary>
    public Dictionary<string, string> Of(PathOptions options)
    {
        var probe = options.Health?.Probe;
        (string Key, object? Value)[] values =
        [
            (UpstreamHealth.StatusKey, probe?.Status), (UpstreamHealth.BodyKey, probe?.Body),
            (UpstreamHealth.RiseKey, probe?.Rise), (UpstreamHealth.FallKey, probe?.Fall),
            (UpstreamHealth.RetriesKey, options.Retries), (UpstreamBalance.SlowStartKey, options.SlowStart),
            (UpstreamConnections.ConnectTimeoutKey, options.ConnectTimeout),
            (UpstreamConnections.IdleTimeoutKey, options.IdleTimeout),
            (UpstreamConnections.AuthorityKey, options.UpstreamCa),
            (UpstreamConnections.PinKey, Pins(options.UpstreamPin)),
        ];
        var texts = values.Where(text => text.Value is not null).ToDictionary(
            text => text.Key, text => FormattableString.Invariant($"{text.Value}"));
        if (probe is { Path: null })
        {
            foreach (var key in texts.Keys.Where(key => key is UpstreamHealth.StatusKey or UpstreamHealth.BodyKey))
            {
                Fail(key, "judges the answer to a request; add Path.");
            }
        }

        CheckTls(options, texts.Keys);
        _ = UpstreamHealth.Read(texts, Fail);
        UpstreamBalance.CheckCluster(texts, Fail);
        return texts;
    }

    // Each is checked by itself, to say which one is wrong.
    private string? Pins(List<string>? pins)
    {
        var known = errors.Count;
        foreach (var (i, pin) in (pins ?? []).Index())
        {
            _ = UpstreamConnections.Read(
                new Dictionary<string, string> { [UpstreamConnections.PinKey] = pin },
                (key, problem) => errors.Add(new(FormattableString.Invariant($"{PlaceOf(key)}:{i}"), problem)));
        }

        return pins is null || errors.Count > known ? null : string.Join(';', pins);
    }

    private void CheckTls(PathOptions options, IEnumerable<string> keys)
    {
        if (SiteProtocol.Has(options, Uri.UriSchemeHttps) || options.To!.Count == 0)
        {
            return;
        }

        foreach (var key in keys.Where(
            key => key is UpstreamConnections.AuthorityKey or UpstreamConnections.PinKey))
        {
            Fail(key, "does nothing, for no upstream is https://; remove it, or correct To.");
        }
    }

    private void Fail(string key, string problem) => errors.Add(new(PlaceOf(key), problem));
}
