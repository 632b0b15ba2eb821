using System.Collections.Immutable;
using System.Globalization;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Status codes that an upstream may answer a probe with.</summary>
/// <param name="First">100 to 599.</param>
/// <param name="Last">The same or higher.</param>
internal readonly record struct StatusRange(int First, int Last)
{
    /// <summary>What a text must look like, for messages.</summary>
    public const string Expected = "a list of status codes such as \"200\", \"200-399\" or \"200, 204, 401\"";

    /// <summary>Whether a status is in it.</summary>
    public bool Contains(int status) => status >= First && status <= Last;

    /// <summary>Reads <c>200-299, 401</c>.</summary>
    public static bool TryParseList(string text, out ImmutableArray<StatusRange> ranges)
    {
        var found = ImmutableArray.CreateBuilder<StatusRange>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (!IsStatus(ends[0], out var first) || !IsStatus(ends[^1], out var last) || last < first)
            {
                ranges = [];
                return false;
            }

            found.Add(new(first, last));
        }

        ranges = found.ToImmutable();
        return true;
    }

    private static bool IsStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
