using System.Collections.Immutable;

namespace Gateway.Configuration.Routes;

/// <summary>What becomes of headers: removed first, then set, then added.</summary>
/// <param name="Remove">Names of those that go.</param>
/// <param name="Set">Name and value in place of any other.</param>
/// <param name="Add">Name and value beside any other.</param>
internal sealed record HeaderChanges(
    ImmutableArray<string> Remove,
    ImmutableArray<KeyValuePair<string, string>> Set,
    ImmutableArray<KeyValuePair<string, string>> Add)
{
    /// <summary>Nothing becomes of them.</summary>
    public static HeaderChanges None { get; } = new([], [], []);

    /// <summary>The same with every value made anew.</summary>
    public HeaderChanges With(Func<string, string> make) => IsEmpty ? this : this with
    {
        Set = [.. Set.Select(header => KeyValuePair.Create(header.Key, make(header.Value)))],
        Add = [.. Add.Select(header => KeyValuePair.Create(header.Key, make(header.Value)))],
    };

    /// <summary>What becomes of some headers alone.</summary>
    public HeaderChanges Only(IReadOnlySet<string> names) => new(
        [.. Remove.Where(names.Contains)],
        [.. Set.Where(header => names.Contains(header.Key))],
        [.. Add.Where(header => names.Contains(header.Key))]);

    /// <summary>Whether nothing becomes of them.</summary>
    public bool IsEmpty => Remove.IsEmpty && Set.IsEmpty && Add.IsEmpty;
}
