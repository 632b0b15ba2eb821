using System.Diagnostics.CodeAnalysis;

namespace Gateway.Import.Reading;

/// <summary>The parameters of a configuration: <c>$NAME=text</c>, then <c>$NAME</c> or <c>${NAME}</c>.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<string, Definition> _values = [];

    /// <summary>Names that a <c>$</c> asks for and that nobody has defined.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>Defines a parameter, or gives it another value.</summary>
    public void Set(string name, Definition value) => _values[name] = value;

    /// <summary>Defines a parameter of one line.</summary>
    public void Set(string name, string text) => Set(name, new Definition([new(default, text)], IsMultiline: false));

    /// <summary>Reads <c>$NAME=text</c>.</summary>
    public static bool TryReadDefinition(string line, out string name, out string text)
    {
        (name, text) = ("", "");
        var end = line.StartsWith('$') ? NameEnd(line, 1) : 0;
        if (end <= 1 || end >= line.Length || line[end] != '=')
        {
            return false;
        }

        (name, text) = (line[1..end], line[(end + 1)..].TrimStart(' ', '\t'));
        return true;
    }

    /// <summary>The first place at or after <paramref name="from"/> where a defined parameter stands.</summary>
    public bool TryFind(string line, int from, [NotNullWhen(true)] out Reference? found)
    {
        found = null;
        for (var at = line.IndexOf('$', from); at >= 0; at = line.IndexOf('$', at + 1))
        {
            var inBraces = at + 1 < line.Length && line[at + 1] == '{';
            var start = inBraces ? at + 2 : at + 1;
            var end = NameEnd(line, start);
            if (end == start || !EndsThere(line, end, inBraces))
            {
                continue;
            }

            var after = inBraces ? end + 1 : end;
            var name = line[start..end];
            if (!_values.TryGetValue(name, out var value))
            {
                _ = Unknown.Add(name);
            }
            else if (!value.IsMultiline || after == line.Length)
            {
                found = new(at, after, value);
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces every parameter of one line in a text, once.</summary>
    public string Replace(string text)
    {
        var at = 0;
        while (TryFind(text, at, out var reference) && text.Length < LineSource.LongestLine)
        {
            var (start, end, value) = reference.Value;
            text = value.IsMultiline ? text
                : string.Concat(text.AsSpan(0, start), value.Lines[0].Text, text.AsSpan(end));
            at = start + (value.IsMultiline ? end - start : value.Lines[0].Text.Length);
        }

        return text;
    }

    // Without braces a name ends where a word does.
    private static bool EndsThere(string line, int end, bool inBraces) => inBraces
        ? end < line.Length && line[end] == '}'
        : end == line.Length || line[end] is ' ' or '\t' or ',' or ')';

    private static int NameEnd(string line, int start)
    {
        var end = start;
        while (end < line.Length
            && (char.IsAsciiLetter(line[end]) || line[end] == '_' || (end > start && char.IsAsciiDigit(line[end]))))
        {
            end++;
        }

        return end;
    }
}
