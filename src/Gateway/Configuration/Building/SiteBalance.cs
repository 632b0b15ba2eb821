using System.Globalization;
using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Configuration.Building;

/// <summary>Who of a site's upstreams gets how much.</summary>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class SiteBalance(List<ConfigError> errors)
{
    // With the policy that stands for it when there are weights; null: it knows none.
    private static readonly Dictionary<string, string?> Words = new()
    {
        [LoadBalancingPolicies.PowerOfTwoChoices] = null,
        [LoadBalancingPolicies.RoundRobin] = BalancingPolicy.WeightedRoundRobin,
        [LoadBalancingPolicies.LeastRequests] = BalancingPolicy.WeightedLeastRequests,
        [LoadBalancingPolicies.Random] = null,
        [LoadBalancingPolicies.FirstAlphabetical] = null,
        [BalancingPolicy.AddressHash] = BalancingPolicy.AddressHash,
    };

    /// <summary>What <c>Balance</c> is when a site leaves it out.</summary>
    /// <param name="policy">The policy of its cluster.</param>
    public static string DefaultOf(string? policy) => policy == BalancingPolicy.WeightedLeastRequests
        ? LoadBalancingPolicies.LeastRequests
        : LoadBalancingPolicies.PowerOfTwoChoices;

    /// <summary>Where an upstream stands in the file.</summary>
    /// <param name="path">The path of the site.</param>
    /// <param name="options">The site.</param>
    /// <param name="index">Which one.</param>
    public static string PlaceOf(string path, PathOptions options, int index) =>
        // A text stands for a list of one, and a site that is a text for its upstream.
        options.IsShort ? path
        : !options.To![index].IsListed ? $"{path}:To"
        : string.Create(CultureInfo.InvariantCulture, $"{path}:To:{index}");

    /// <summary>What an upstream says of its share, as the metadata of a destination.</summary>
    /// <returns>Null when it says nothing.</returns>
    public static Dictionary<string, string>? MetadataOf(UpstreamSettingsOptions upstream)
    {
        var texts = new Dictionary<string, string>();
        if (upstream.Weight is { } weight)
        {
            texts[UpstreamBalance.WeightKey] = weight.ToString(CultureInfo.InvariantCulture);
        }

        if (upstream.Backup is { } backup)
        {
            texts[UpstreamBalance.BackupKey] = backup ? "true" : "false";
        }

        return texts.Count > 0 ? texts : null;
    }

    /// <summary>The policy that <c>Balance</c> and the weights ask for.</summary>
    /// <returns>Null for YARP's default.</returns>
    public string? Policy(string path, PathOptions options)
    {
        var word = options.Balance;
        if (word is not null && !Words.ContainsKey(word))
        {
            errors.Add(new($"{path}:{nameof(options.Balance)}",
                $"\"{word}\" is no way to share the load; {NearestName.Hint(word, [.. Words.Keys])}"));
            return null;
        }

        var weighted = word is null ? BalancingPolicy.WeightedLeastRequests : Words[word];
        var hasWeights = false;
        foreach (var (i, upstream) in options.To!.Index())
        {
            hasWeights |= Check(PlaceOf(path, options, i), upstream.Settings, word, weighted);
        }

        if (options.To!.Count > 0 && options.To.All(upstream => upstream.Settings.Backup == true))
        {
            errors.Add(new($"{PlaceOf(path, options, 0)}:{nameof(UpstreamSettingsOptions.Backup)}",
                "stands in for nobody, for there is no upstream that is no backup; remove it."));
        }

        return hasWeights ? weighted : word;
    }

    // Whether an upstream has a weight that counts.
    private bool Check(string place, UpstreamSettingsOptions upstream, string? word, string? weighted)
    {
        var key = $"{place}:{nameof(upstream.Weight)}";
        if (upstream.Weight is < 1 or > 1000)
        {
            errors.Add(new(key, string.Create(CultureInfo.InvariantCulture,
                $"{upstream.Weight} is out of range; use 1 to 1000.")));
        }
        else if (upstream.Weight is > 1 && weighted is null)
        {
            var known = string.Join(", ", Words.Where(entry => entry.Value is not null).Select(entry => entry.Key));
            errors.Add(new(key,
                $"does nothing with the Balance {word}; use one of {known}, or remove it."));
        }

        return upstream.Weight is > 1;
    }
}
