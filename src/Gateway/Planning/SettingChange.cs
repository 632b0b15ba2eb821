using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Configuration.Reading;

namespace Gateway.Planning;

/// <summary>A setting that differs between two files.</summary>
/// <param name="Path">Keys with colons between, from where the comparison began.</param>
/// <param name="Old">What it said; null when it was not there.</param>
/// <param name="New">What it says; null when it is not there.</param>
internal sealed record SettingChange(string Path, ConfigNode? Old, ConfigNode? New)
{
    /// <summary>With the values, as far as they are short: <c>AdvertisementInterval 1s -> 500ms</c>.</summary>
    public string WithValues => (TextOf(Old), TextOf(New)) switch
    {
        (null, _) or (_, null) => Path,
        ("", var value) => $"{Path} {value}".TrimStart(),
        (var value, "") => $"{Path} removed, was {value}".TrimStart(),
        var (old, next) => $"{Path} {old} -> {next}".TrimStart(),
    };

    /// <summary>Compares what two files have at the same place.</summary>
    /// <param name="old">The old value; null for none.</param>
    /// <param name="next">The new value; null for none.</param>
    public static ImmutableArray<SettingChange> Between(ConfigNode? old, ConfigNode? next) =>
        [.. Walk("", old, next)];

    /// <summary>The value at a path; null when there is none.</summary>
    public static ConfigNode? Find(ConfigNode? root, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            root = root?.Members.FirstOrDefault(member => member.Name == key)?.Value;
        }

        return root;
    }

    private static IEnumerable<SettingChange> Walk(string path, ConfigNode? old, ConfigNode? next)
    {
        if (!IsObject(old) && !IsObject(next))
        {
            return TextOf(old) is { } text && text == TextOf(next) || IsSameList(old, next)
                ? []
                : [new(path, old, next)];
        }

        var keys = MembersOf(old).Concat(MembersOf(next)).Select(member => member.Name).Distinct();
        return keys.SelectMany(key => Walk(path.Length == 0 ? key : $"{path}:{key}", Find(old, key), Find(next, key)));
    }

    private static bool IsObject(ConfigNode? node) => node?.Kind == JsonValueKind.Object;

    private static bool IsSameList(ConfigNode? old, ConfigNode? next) =>
        old?.Kind == JsonValueKind.Array && next?.Kind == JsonValueKind.Array
        && NodeJson.ToBytes(old).SequenceEqual(NodeJson.ToBytes(next));

    private static ImmutableArray<ConfigMember> MembersOf(ConfigNode? node) => node?.Members ?? [];

    // Empty for nothing, null for what is no simple value.
    private static string? TextOf(ConfigNode? node) => node?.Kind switch
    {
        null => "",
        JsonValueKind.String or JsonValueKind.Number => node.Text,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
