using System.Collections.Immutable;
using System.Globalization;

namespace Gateway.Import.Reading;

/// <summary>The head of a line that is read several times: <c>~SEQ(VAR, start, step, end)</c>, <c>~SEQx(...)</c> in
/// hexadecimal digits, <c>~LST(VAR, a, b)</c> or <c>~LST({A, B}, {1, 2}, {3, 4})</c>.</summary>
/// <param name="Names">The parameters that it defines.</param>
/// <param name="Rows">Their values, a row for each time.</param>
/// <param name="Rest">What is read each time.</param>
internal sealed record Sequence(
    ImmutableArray<string> Names, ImmutableArray<ImmutableArray<string>> Rows, string Rest)
{
    private const int MostRows = 10_000;

    /// <summary>Whether a line begins like one.</summary>
    public static bool IsAt(string line) =>
        line.StartsWith("~SEQ", StringComparison.Ordinal) || line.StartsWith("~LST", StringComparison.Ordinal);

    /// <summary>Reads one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="definitions">For parameters inside the parentheses.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <returns>Null after a problem.</returns>
    public static Sequence? Read(string line, Definitions definitions, out string problem)
    {
        var isHex = line.StartsWith("~SEQx", StringComparison.Ordinal);
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var close = line.IndexOf(')', StringComparison.Ordinal);
        var head = isHex ? "~SEQx" : line[..4];
        problem = $"expected {head}(NAME, ...) and what to repeat behind it; the line is left out.";
        if (open < 0 || close < open || line[..open].Trim() != head)
        {
            return null;
        }

        var inside = definitions.Replace(line[(open + 1)..close]);
        var rest = line[(close + 1)..].Trim(' ', '\t');
        var fields = Fields(inside);
        return line[1] == 'S' ? Count(fields, isHex, rest, ref problem) : List(fields, rest, ref problem);
    }

    private static Sequence? Count(
        ImmutableArray<ImmutableArray<string>> fields, bool isHex, string rest, ref string problem)
    {
        var numbers = new long[Math.Max(0, fields.Length - 1)];
        if (fields.Any(field => field is not [_]) || numbers.Length is < 1 or > 3
            || !numbers.Select((_, i) => TryReadNumber(fields[i + 1][0], out numbers[i])).All(isNumber => isNumber))
        {
            return null;
        }

        // One number is the end and counts from 1 or -1; two are start and end.
        var end = numbers[^1];
        var start = numbers.Length > 1 ? numbers[0] : end < 0 ? -1 : 1;
        var step = numbers.Length == 3 ? numbers[1]
            : numbers.Length == 2 ? (start <= end ? 1 : -1)
            : end < 1 ? -1 : 1;
        if (step == 0 || (start < end && step < 0) || (start > end && step > 0)
            || (isHex && (start < 0 || end < 0)) || (end - start) / step >= MostRows)
        {
            problem = $"cannot count from {start} to {end} in steps of {step}, at most {MostRows} times; the line is "
                + "left out.";
            return null;
        }

        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        for (var value = start; step > 0 ? value <= end : value >= end; value += step)
        {
            rows.Add([value.ToString(isHex ? "x" : "d", CultureInfo.InvariantCulture)]);
        }

        return new(fields[0], rows.DrainToImmutable(), rest);
    }

    private static Sequence? List(ImmutableArray<ImmutableArray<string>> fields, string rest, ref string problem)
    {
        if (fields.Length < 2 || fields[0].IsEmpty || fields.Any(field => field.Length > fields[0].Length))
        {
            problem = "expected ~LST(NAME, a, b) or ~LST({A, B}, {1, 2}, {3, 4}); the line is left out.";
            return null;
        }

        // What is missing in a row is empty.
        var names = fields[0];
        return new(names, [.. fields.Skip(1).Select(field => Fill(field, names.Length))], rest);
    }

    private static ImmutableArray<string> Fill(ImmutableArray<string> field, int length) =>
        [.. field, .. Enumerable.Repeat("", length - field.Length)];

    // Commas between; braces around several that belong together.
    private static ImmutableArray<ImmutableArray<string>> Fields(string text)
    {
        var fields = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        for (var at = 0; at <= text.Length;)
        {
            var rest = text.AsSpan(at).TrimStart(" \t");
            var start = text.Length - rest.Length;
            var close = rest is ['{', ..] ? text.IndexOf('}', start) : -1;
            var comma = text.IndexOf(',', close < 0 ? start : close);
            var end = comma < 0 ? text.Length : comma;
            fields.Add(close < 0
                ? [text[start..end].Trim(' ', '\t')]
                : [.. text[(start + 1)..close].Split(',', StringSplitOptions.TrimEntries)]);
            at = end + 1;
        }

        return fields.DrainToImmutable();
    }

    private static bool TryReadNumber(string text, out long number)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var isNumber = long.TryParse(isHex ? digits[2..] : digits, style, CultureInfo.InvariantCulture, out number)
            && number is >= 0 and <= int.MaxValue;
        number = text.StartsWith('-') ? -number : number;
        return isNumber;
    }
}
