
namespace Gateway.Configuration.Reading;

/// <summary>Says what is wrong with JSON in the words of someone who edits it, not of someone who parses it.</summary>
internal static class SyntaxSentence
{
    // What the parser's message contains, and what that means. The first match counts.
    private static readonly (string Parser, string Sentence)[] Sentences =
    [
        ("escapable character", "there is no such escape; a '\\' in a text is written \"\\\\\"."),
        ("within a JSON string",
            "a '\"' is missing: the text that begins in this line has no end. A '\\' is written \"\\\\\"."),
        ("hex digit", "there is no such escape; \\u takes four hexadecimal digits."),
        ("after a value", "a comma is missing before this."),
        ("after a single JSON value", "something follows the last '}'; remove it."),
        ("start of a property name", "a name in double quotes is missing here."),
        ("after a property name", "a ':' is missing between the name and its value."),
        ("start of a value", "a value is missing here: a string in double quotes, a number, true, false, { } or [ ]."),
        ("is an invalid JSON literal", "this is no value; a string stands in double quotes."),
        ("invalid end of a number", "this is no number; a string stands in double quotes."),
        ("leading zero", "a number has no zero in front."),
        ("maximum configured depth", "objects and lists stand more than 64 deep in each other."),
    ];

    /// <summary>The sentence for what the parser met.</summary>
    /// <param name="json">The whole text.</param>
    /// <param name="offset">Where the parser stopped.</param>
    /// <param name="opened">Where the innermost object or list begins that is not closed; <c>default</c> for
    /// none.</param>
    /// <param name="parserMessage">The parser's own words.</param>
    public static string For(ReadOnlySpan<byte> json, int offset, SourcePosition opened, string parserMessage)
    {
        if (offset >= json.Length)
        {
            return opened == default
                ? "the file ends too early."
                : $"the file ends too early: what begins in line {opened.Line}, column {opened.Column} has no end.";
        }

        if (json[offset] == '\'')
        {
            return "names and strings stand in double quotes, not in single ones.";
        }

        foreach (var (parser, sentence) in Sentences)
        {
            if (parserMessage.Contains(parser, StringComparison.Ordinal))
            {
                return sentence;
            }
        }

        return $"this is no JSON: {FirstSentence(parserMessage)}";
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
