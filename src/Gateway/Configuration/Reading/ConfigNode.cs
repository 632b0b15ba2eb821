using System.Collections.Immutable;
using System.Text.Json;

namespace Gateway.Configuration.Reading;

/// <summary>A value of the file that knows where it stands.</summary>
internal sealed record ConfigNode
{
    private const int LongestQuote = 40;

    /// <summary>What kind of JSON value this is.</summary>
    public required JsonValueKind Kind { get; init; }

    /// <summary>Where the value begins.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>The text of a string, or the digits of a number; empty for the others.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether this comes from the environment or the command line, where all values are texts: its key
    /// decides what it is.</summary>
    public bool IsLoose { get; init; }

    /// <summary>The members of an object in the order of the file; empty for the others. No name is there
    /// twice.</summary>
    public ImmutableArray<ConfigMember> Members { get; init; } = [];

    /// <summary>The items of a list; empty for the others.</summary>
    public ImmutableArray<ConfigNode> Items { get; init; } = [];

    /// <summary>The value in the words of an error message: <c>the string "abc"</c>.</summary>
    public string Description => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the string \"{Shorten(Text)}\"",
        JsonValueKind.Number => $"the number {Shorten(Text)}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>The kind of value in the words of an error message, where nobody may repeat the value: <c>a
    /// string</c>.</summary>
    public string KindDescription => Kind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => Description,
    };

    private static string Shorten(string text) =>
        text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote), "...");
}
