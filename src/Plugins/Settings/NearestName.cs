namespace Gateway.Plugins.Settings;

/// <summary>The name that a mistyped one was meant to be.</summary>
/// <remarks>Gateway.Vrrp has its own, since neither library may refer to the other; the rule is the same in
/// both.</remarks>
internal static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>The candidate with the fewest typing errors (a letter missing, added, changed, or two swapped; case is
    /// free).</summary>
    /// <returns>Null when every candidate needs more than one error in three letters.</returns>
    public static string? Of(string name, IEnumerable<string> candidates) =>
        candidates
            .Where(candidate => name.Length <= LongestCompared && candidate.Length <= LongestCompared)
            .Select(candidate => (Name: candidate, Errors: Distance(Fold(name), Fold(candidate))))
            .Where(candidate => candidate.Errors <= (Math.Max(name.Length, candidate.Name.Length) + 2) / 3)
            .OrderBy(candidate => candidate.Errors)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    /// <summary>The question that ends an error message, or nothing.</summary>
    public static string Question(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";

    /// <summary>The end of an error message: that question, or all candidates when none is near.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> candidates) =>
        Question(name, candidates) is { Length: > 0 } question ? question
        : candidates.Count == 0 ? "; there are none"
        : $"; known: {string.Join(", ", candidates)}";

    private static string Fold(string name) => name.ToUpperInvariant();

    // The table of distances between beginnings of the words, of which three rows are needed.
    private static int Distance(string from, string to)
    {
        var (twoAbove, above) = (new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(changed, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], twoAbove[j - 2] + 1);
                }
            }

            (twoAbove, above) = (above, row);
        }

        return above[^1];
    }
}
