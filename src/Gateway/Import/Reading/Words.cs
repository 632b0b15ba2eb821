using System.Collections.Immutable;
using System.Text;

namespace Gateway.Import.Reading;

/// <summary>Splits lines into words, by the two rules that keepalived has.</summary>
internal static class Words
{
    /// <summary>The words of an ordinary line: blanks between, double quotes around one that has blanks in
    /// it.</summary>
    /// <param name="text">The line.</param>
    /// <param name="isOpen">Whether a quote has no end; the rest of the line is its word.</param>
    public static ImmutableArray<string> Plain(string text, out bool isOpen)
    {
        isOpen = false;
        var words = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (true)
        {
            at = SkipBlanks(text, at);
            if (at == text.Length)
            {
                return words.DrainToImmutable();
            }

            var isQuoted = text[at] == '"';
            var start = isQuoted ? at + 1 : at;
            var end = isQuoted ? text.IndexOf('"', start) : text.AsSpan(start).IndexOfAny(" \t\"");
            isOpen |= isQuoted && end < 0;
            end = end < 0 ? text.Length : isQuoted ? end : start + end;
            words.Add(text[start..end]);
            at = Math.Min(text.Length, isQuoted ? end + 1 : end);
        }
    }

    /// <summary>The words of a script line: quotes of both kinds anywhere in a word, and a backslash before what would
    /// mean something.</summary>
    /// <param name="text">The line, or the word of it that is the command.</param>
    /// <param name="escapes">Whether <c>\n</c>, <c>\x41</c> and their like are replaced; otherwise they stay as they
    /// are.</param>
    /// <returns>Null when a quote has no end, or a backslash nothing behind it.</returns>
    public static ImmutableArray<string>? Script(string text, bool escapes)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        for (var at = SkipBlanks(text, 0); at < text.Length; at = SkipBlanks(text, at))
        {
            var word = new StringBuilder();
            if (!TryReadWord(text, ref at, word, escapes))
            {
                return null;
            }

            words.Add(word.ToString());
        }

        return words.DrainToImmutable();
    }

    private static bool TryReadWord(string text, ref int at, StringBuilder word, bool escapes)
    {
        var quote = '\0';
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\\')
            {
                if (++at == text.Length)
                {
                    return false;
                }

                _ = escapes ? word.Append(Escaped(text, ref at)) : word.Append('\\').Append(text[at]);
            }
            else if (letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (quote == '\0' && letter is ' ' or '\t')
            {
                return true;
            }
            else
            {
                _ = word.Append(letter);
            }
        }

        return quote == '\0';
    }

    private static char Escaped(string text, ref int at)
    {
        var rest = text.AsSpan(at + 1);
        switch (text[at])
        {
            case 'x' when rest.Length > 0 && char.IsAsciiHexDigit(rest[0]):
                return Number(text, ref at, 16, 2, at + 1);
            case 'c' when rest.Length > 0:
                at++;
                return (char)(text[at] & 0x1F);
            case >= '0' and <= '7':
                return Number(text, ref at, 8, 3, at);
            case var letter:
                var known = "abEfnrtv".IndexOf(letter, StringComparison.Ordinal);
                return known < 0 ? letter : "\a\b\u001B\f\n\r\t\v"[known];
        }
    }

    private static char Number(string text, ref int at, int radix, int digits, int start)
    {
        var number = 0;
        var end = start;
        for (; end < text.Length && end < start + digits && IsDigit(text[end], radix); end++)
        {
            number = (number * radix) + Convert.ToInt32(text[end].ToString(), 16);
        }

        at = end - 1;
        return (char)(number & 0xFF);
    }

    private static bool IsDigit(char letter, int radix) =>
        radix == 16 ? char.IsAsciiHexDigit(letter) : letter is >= '0' and <= '7';

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && (text[at] is ' ' or '\t'))
        {
            at++;
        }

        return at;
    }
}
