using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Import.Reading;

/// <summary>The wildcards of <c>include</c>, as glob(3) has them.</summary>
internal static class Wildcards
{
    private const int MostAlternatives = 1_000;

    /// <summary>Whether a name fits a pattern with <c>*</c>, <c>?</c> and <c>[a-z]</c>. A leading dot is matched by a
    /// dot
    /// alone.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.'))
        {
            return false;
        }

        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] == '[' ? pattern.IndexOf(']', i + 1) : -1;
            if (close > i + 1)
            {
                var set = pattern[(i + 1)..close];
                var negated = set[0] is '!' or '^';
                var letters = Regex.Escape(negated ? set[1..] : set).Replace("]", "\\]", StringComparison.Ordinal);
                _ = regex.Append(negated ? "[^" : "[").Append(letters.Length == 0 ? "\\^" : letters).Append(']');
                i = close;
            }
            else
            {
                _ = regex.Append(pattern[i] switch
                {
                    '*' => ".*",
                    '?' => ".",
                    var letter => Regex.Escape(letter.ToString()),
                });
            }
        }

        try
        {
            return Regex.IsMatch(name, regex.Append('$').ToString(), RegexOptions.NonBacktracking);
        }
        catch (ArgumentException)
        {
            return pattern == name; // A range such as [z-a]; glob takes it as text.
        }
    }

    /// <summary>The alternatives of <c>{a,b}</c>, nested ones too.</summary>
    public static IReadOnlyList<string> Braces(string pattern)
    {
        List<string> open = [pattern];
        List<string> done = [];
        while (open.Count > 0 && open.Count + done.Count < MostAlternatives)
        {
            var text = open[0];
            open.RemoveAt(0);
            var start = text.IndexOf('{', StringComparison.Ordinal);
            if (start < 0 || Alternatives(text, start, out var end) is not { } alternatives)
            {
                done.Add(text);
                continue;
            }

            open.InsertRange(0, alternatives.Select(one => $"{text[..start]}{one}{text[(end + 1)..]}"));
        }

        return done;
    }

    // What lies between the commas of one pair of braces; a pair inside it stays as it is.
    private static List<string>? Alternatives(string text, int start, out int end)
    {
        var alternatives = new List<string>();
        var (depth, from) = (0, start + 1);
        for (end = start; end < text.Length; end++)
        {
            depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0 || (depth == 1 && text[end] == ','))
            {
                alternatives.Add(text[from..end]);
                from = end + 1;
            }

            if (depth == 0)
            {
                return alternatives;
            }
        }

        return null;
    }
}
