using System.Text.RegularExpressions;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>The path on its way to the upstream, as YARP's transforms.</summary>
internal static class SiteRewrite
{
    /// <summary>Reads the key of a site.</summary>
    /// <returns>Null when there is nothing to do.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>>? Read(
        string path, RewriteOptions? options, List<ConfigError> errors)
    {
        (string Key, string Transform, string? Value)[] steps =
        [
            ("StripPrefix", "PathRemovePrefix", options?.StripPrefix),
            ("AddPrefix", "PathPrefix", options?.AddPrefix),
            ("Replace", "PathSet", options?.Replace),
        ];
        var set = steps.Where(step => step.Value is not null).ToArray();
        foreach (var (key, _, value) in set)
        {
            if (!Regex.IsMatch(value!, OptionPattern.PathPrefix))
            {
                errors.Add(new($"{path}:Rewrite:{key}",
                    $"\"{value}\" is not the front of a path; write for example \"/api\"."));
            }
        }

        if (options?.Replace is not null && set.Length > 1)
        {
            errors.Add(new($"{path}:Rewrite:Replace",
                $"stands beside {set[0].Key}; it replaces the whole path, keep one."));
        }

        return set.Length == 0
            ? null
            : [.. set.Select(step => new Dictionary<string, string> { [step.Transform] = step.Value! })];
    }
}
