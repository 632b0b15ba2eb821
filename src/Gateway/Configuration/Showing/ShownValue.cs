using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Configuration.Showing;

/// <summary>A value of the effective configuration, or a key that has none.</summary>
internal sealed record ShownValue
{
    /// <summary>Object, Array or Undefined (not set); anything else is a value of one word or number.</summary>
    public required JsonValueKind Kind { get; init; }

    /// <summary>Where it comes from; of an object and a list, where that begins.</summary>
    public ValueSource Source { get; init; } = ValueSource.Default;

    /// <summary>The word or number; null for an object, a list, and what is not set.</summary>
    public JsonNode? Word { get; init; }

    /// <summary>The members of an object in their order, or the items of a list.</summary>
    public ImmutableArray<(string Name, ShownValue Value)> Members { get; init; } = [];

    /// <summary>A key that nobody sets and that has no default.</summary>
    public static ShownValue Unset { get; } = new() { Kind = JsonValueKind.Undefined };

    /// <summary>A word or number.</summary>
    public static ShownValue Of(JsonNode word, ValueSource source) =>
        new() { Kind = word.GetValueKind(), Word = word, Source = source };

    /// <summary>An object.</summary>
    public static ShownValue Of(IEnumerable<(string Name, ShownValue Value)> members, ValueSource source) =>
        new() { Kind = JsonValueKind.Object, Members = [.. members], Source = source };

    /// <summary>A list.</summary>
    public static ShownValue OfList(IEnumerable<ShownValue> items, ValueSource source) => new()
    {
        Kind = JsonValueKind.Array,
        Members = [.. items.Select((item, i) => (FormattableString.Invariant($"{i}"), item))],
        Source = source,
    };

    /// <summary>A default: a word, a number, or a list of them.</summary>
    public static ShownValue OfDefault(JsonNode value) => value is JsonArray items
        ? OfList(items.Select(item => OfDefault(item!.DeepClone())), ValueSource.Default)
        : value is JsonObject ? Of([], ValueSource.Default)
        : Of(value, ValueSource.Default);

    /// <summary>The value as JSON, without what is not set.</summary>
    public JsonNode? ToJson() => Kind switch
    {
        JsonValueKind.Object => new JsonObject(Members.Where(member => member.Value.Kind != JsonValueKind.Undefined)
            .Select(member => KeyValuePair.Create(member.Name, member.Value.ToJson()))),
        JsonValueKind.Array => new JsonArray([.. Members.Select(item => item.Value.ToJson())]),
        _ => Word?.DeepClone(),
    };
}
