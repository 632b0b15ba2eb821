using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gateway.Vrrp.Core;

namespace Gateway.Observability;

/// <summary>An effective priority as a sum with its parts, for people: <c>150 - 60 (proxy) = 90</c>.</summary>
internal static class PrioritySum
{
    /// <summary>Writes it out.</summary>
    /// <param name="configured">What the file says, 1 to 255.</param>
    /// <param name="parts">What trackers add; default for nothing.</param>
    /// <param name="trackers">The trackers' names, by index.</param>
    /// <param name="effective">What is advertised. It differs from the sum when that is out of range, and during a
    /// drain.</param>
    public static string Of(
        int configured, ImmutableArray<PriorityPart> parts, ImmutableArray<string> trackers, int effective)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{configured}");
        var sum = configured;
        foreach (var (tracker, points) in parts.IsDefault ? [] : parts)
        {
            sum += points;
            text.Append(CultureInfo.InvariantCulture,
                $" {(points < 0 ? '-' : '+')} {Math.Abs(points)} ({trackers.ElementAtOrDefault(tracker) ?? "?"})");
        }

        if (sum != configured || !parts.IsDefaultOrEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $" = {sum}");
        }

        return sum == effective ? text.ToString() : $"{text}, used as {effective}";
    }
}
