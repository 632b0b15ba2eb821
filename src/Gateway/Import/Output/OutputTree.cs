using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Import.Reading;

namespace Gateway.Import.Output;

/// <summary>The configuration that is being made, with the keyword that each value comes from and with
/// comments.</summary>
internal sealed class OutputTree
{
    private readonly Dictionary<string, Statement> _sources = [];
    private readonly Dictionary<string, List<string>> _comments = [];

    /// <summary>The configuration.</summary>
    public JsonObject Root { get; } = [];

    /// <summary>Sets a value; the objects on the way are made.</summary>
    public void Set(ImmutableArray<string> keys, JsonNode value, Statement? source)
    {
        var at = Root;
        foreach (var key in keys.SkipLast(1))
        {
            if (at[key] is not JsonObject next)
            {
                next = [];
                at[key] = next;
            }

            at = next;
        }

        at[keys[^1]] = value.DeepClone();
        if (source is not null)
        {
            _sources[string.Join(':', keys)] = source;
        }
    }

    /// <summary>Says which keyword an object comes from.</summary>
    public void SetSource(string path, Statement source) => _ = _sources.TryAdd(path, source);

    /// <summary>Says something above a key.</summary>
    /// <param name="path">The key's path, with colons between; empty for the head of the file.</param>
    /// <param name="comment">One line.</param>
    public void Comment(string path, string comment)
    {
        if (!_comments.TryGetValue(path, out var lines))
        {
            _comments[path] = lines = [];
        }

        lines.Add(comment);
    }

    /// <summary>What stands above a key.</summary>
    public IReadOnlyList<string> CommentsOf(string path) => _comments.GetValueOrDefault(path) ?? [];

    /// <summary>The keyword that a value comes from or, when there is none, the nearest around it.</summary>
    public Statement? SourceOf(string path)
    {
        for (; path.Length > 0; path = Parent(path))
        {
            if (_sources.TryGetValue(path, out var source))
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>Takes the value at a path out, or the nearest one around it that is there.</summary>
    /// <returns>Its path and value; null when nothing of the path is there.</returns>
    public (string Path, JsonNode Value)? Remove(string path)
    {
        for (; path.Length > 0; path = Parent(path))
        {
            if (Find(Root, path) is not { Parent: { } parent } node)
            {
                continue;
            }

            if (parent is JsonArray list)
            {
                _ = list.Remove(node);
            }
            else
            {
                _ = parent.AsObject().Remove(node.GetPropertyName());
            }

            return (path, node);
        }

        return null;
    }

    // A key may have a colon in it (interface:eth1), so no path is cut at its colons.
    private static JsonNode? Find(JsonNode node, string path)
    {
        if (node is JsonArray list)
        {
            var isIndex = int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
            return isIndex && index < list.Count ? list[index] : null;
        }

        foreach (var (key, value) in node as JsonObject ?? [])
        {
            if (value is null || !path.StartsWith(key, StringComparison.Ordinal))
            {
                continue;
            }

            if (path.Length == key.Length)
            {
                return value;
            }

            if (path[key.Length] == ':' && Find(value, path[(key.Length + 1)..]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Parent(string path) =>
        path.LastIndexOf(':') is >= 0 and var colon ? path[..colon] : "";
}
