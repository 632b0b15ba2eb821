namespace Gateway.Import.Reading;

/// <summary>Lines of a configuration as a report repeats them: short, and without a password or key.</summary>
internal static class LineQuote
{
    private const int Longest = 60;
    private const string Hidden = "***";

    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The text for a report.</summary>
    public static string Of(string line)
    {
        var text = line.Trim(Blanks);
        if (Definitions.TryReadDefinition(text, out var name, out _))
        {
            return $"${name}={Hidden}";
        }

        // A condition may stand before the keyword.
        var words = text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        var secret = Array.FindIndex(words, word => word.Trim('"') is "auth_pass" or "key");
        if (secret >= 0 && (words[secret].Contains("auth_pass", StringComparison.Ordinal) || secret <= 1))
        {
            return string.Join(' ', words.Take(secret + 1)) + $" {Hidden}";
        }

        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
    }
}
