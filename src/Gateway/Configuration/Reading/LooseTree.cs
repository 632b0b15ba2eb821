using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Configuration.Reading;

/// <summary>Makes an object of values that come one by one: from the environment and the command line.</summary>
internal sealed partial class LooseTree
{
    private readonly SortedDictionary<string, LooseTree> _members = new(StringComparer.OrdinalIgnoreCase);
    private string? _text;
    private SourcePosition _position;

    /// <summary>Adds a value. A later one of the same path counts.</summary>
    /// <param name="path">Keys from the root with colons between; those in the brackets of an IPv6 address are its own.
    /// Numbers stand for the items of a list.</param>
    /// <param name="text">The value; its key decides whether it is a text, a number or a truth value.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    public void Add(string path, string text, string source)
    {
        var place = this;
        foreach (var key in Colon().Split(path))
        {
            if (!place._members.TryGetValue(key, out var member))
            {
                place._members[key] = member = new() { _position = new(source, 0, 0) };
            }

            place = member;
        }

        (place._text, place._position) = (text, new(source, 0, 0));
    }

    /// <summary>All values as one object. What has members has no text of its own.</summary>
    public ConfigNode ToNode()
    {
        var node = new ConfigNode { Kind = JsonValueKind.Object, Position = _position, IsLoose = true };
        if (_members.Count == 0 && _text is not null)
        {
            return node with { Kind = JsonValueKind.String, Text = _text };
        }

        var items = Enumerable.Range(0, _members.Count)
            .Select(i => _members.GetValueOrDefault(i.ToString(CultureInfo.InvariantCulture)))
            .ToArray();
        return items.Length > 0 && items.All(item => item is not null)
            ? node with { Kind = JsonValueKind.Array, Items = [.. items.Select(item => item!.ToNode())] }
            : node with { Members = [.. _members.Select(ToMember)] };
    }

    [GeneratedRegex(@":(?![^\[\]]*\])")]
    private static partial Regex Colon();

    private static ConfigMember ToMember(KeyValuePair<string, LooseTree> member) =>
        new(member.Key, member.Value._position, member.Value.ToNode());
}
