namespace Gateway.Import.Reading;

/// <summary><c>include FILE</c> and its variants, which say what may be missing.</summary>
internal static class IncludeLine
{
    private const string Keyword = "include";

    /// <summary>Reads one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="pattern">The path, maybe with wildcards, relative to the folder of the file.</param>
    /// <param name="isStrict">Whether keepalived takes a missing file for an error.</param>
    public static bool TryRead(string line, out string pattern, out bool isStrict)
    {
        (pattern, isStrict) = ("", false);
        if (!line.StartsWith(Keyword, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = line[Keyword.Length..];
        isStrict = rest is ['r' or 'm' or 'w' or 'b' or 'a', ' ' or '\t', ..];
        rest = isStrict ? rest[1..] : rest;
        pattern = rest.Trim(' ', '\t', '"');
        return rest is [' ' or '\t', ..] && pattern.Length > 0;
    }
}
