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
        var all = parts.IsDefault || configured == PriorityLedger.OwnerPriority ? [] : parts;
        var telling = all.Where(part => part.Points != 0).ToArray();
        foreach (var part in telling)
        {
            var name = trackers.ElementAtOrDefault(part.Tracker) ?? "?";
            sum += part.Points;
            text.Append(CultureInfo.InvariantCulture,
                $" {(part.Points < 0 ? '-' : '+')} {Math.Abs(part.Points)} ({name})");
        }

        if (telling.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" = {sum}");
        }

        return sum == effective ? text.ToString() : $"{text}, used as {effective}";
    }
}
