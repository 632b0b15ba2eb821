using Gateway.Configuration.Options;

namespace Gateway.Configuration.Reading;

/// <summary>What lies over the files: environment variables, then the command line.</summary>
internal static class LooseSources
{
    /// <summary>What the source of a value from the environment begins with.</summary>
    public const string VariablePrefix = "environment variable ";

    /// <summary>What the source of a value from the command line begins with.</summary>
    public const string OverridePrefix = "--set ";

    private const string Separator = "__";

    // Others' variables are none of our business: PATH, and what the shell and systemd set.
    private static readonly HashSet<string> Sections =
        typeof(GatewayOptions).GetProperties().Select(OptionKey.Of).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads both.</summary>
    /// <returns>An object; without members when there is nothing.</returns>
    public static ConfigNode Read(ConfigurationRequest request, List<ConfigurationError> errors)
    {
        var tree = new LooseTree();
        foreach (var (name, value) in request.Variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            var path = name.Replace(Separator, ":", StringComparison.Ordinal);
            if (path.Contains(':', StringComparison.Ordinal) && Sections.Contains(path[..path.IndexOf(':')]))
            {
                tree.Add(path, value, VariablePrefix + name);
            }
        }

        foreach (var text in request.Overrides)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                errors.Add(new(new("--set", 0, 0), "",
                    $"\"{text}\" is not KEY=VALUE; write for example Vrrp:CrashNotice=false."));
            }
            else
            {
                tree.Add(text[..equals], text[(equals + 1)..], OverridePrefix + text[..equals]);
            }
        }

        return tree.ToNode();
    }
}
