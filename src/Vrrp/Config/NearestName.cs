namespace Gateway.Vrrp.Config;

/// <summary>Finds what an operator meant by a name that does not exist.</summary>
/// <remarks>Gateway.Plugins has its own, since neither library may refer to the other; the rule is the same in
/// both.</remarks>
public static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>The end of an error message: the nearest of the known names or, when none is near, all of
    /// them.</summary>
    /// <returns>A sentence such as <c>did you mean "Interface"?</c></returns>
    public static string Hint(string name, IReadOnlyCollection<string> known) => Find(name, known) switch
    {
        { } nearest => $"did you mean \"{nearest}\"?",
        null when known.Count == 0 => "there are none.",
        null => $"known: {string.Join(", ", known.Distinct(StringComparer.Ordinal))}.",
    };

    /// <summary>The candidate with the fewest typing errors (a letter missing, added, changed, or two swapped; case is
    /// free).</summary>
    /// <returns>Null when every candidate needs more than one error in three letters.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var errors = Distance(name, candidate);
            if (errors < fewest && errors <= (Math.Max(name.Length, candidate.Length) + 2) / 3)
            {
                (nearest, fewest) = (candidate, errors);
            }
        }

        return nearest;
    }

    private static int Distance(string left, string right)
    {
        if (left.Length > LongestCompared || right.Length > LongestCompared)
        {
            return int.MaxValue;
        }

        var (last, row, next) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = row[j - 1] + (IsSame(left[i - 1], right[j - 1]) ? 0 : 1);
                next[j] = Math.Min(changed, Math.Min(row[j], next[j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(left[i - 1], right[j - 2]) && IsSame(left[i - 2], right[j - 1]))
                {
                    next[j] = Math.Min(next[j], last[j - 2] + 1);
                }
            }

            (last, row, next) = (row, next, last);
        }

        return row[right.Length];
    }

    private static bool IsSame(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
