namespace Gateway.Plugins.Settings;

/// <summary>The name that a mistyped one was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits, if these are few for its length; null otherwise.</summary>
    public static string? Of(string name, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (Name: candidate, Edits: Edits(Fold(name), Fold(candidate))))
            .Where(candidate => candidate.Edits <= Allowed(candidate.Name.Length))
            .OrderBy(candidate => candidate.Edits)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    /// <summary>The question that ends an error message, or nothing.</summary>
    public static string Question(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";

    /// <summary>A third of the letters, and a swap of two neighbours (two edits) in a short name.</summary>
    private static int Allowed(int length) => Math.Max(Math.Min(2, length - 1), length / 3);

    private static string Fold(string name) => name.ToUpperInvariant();

    /// <summary>Insertions, removals and replacements between two words: the last row of the table, one row at a
    /// time.</summary>
    private static int Edits(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1];
    }
}
