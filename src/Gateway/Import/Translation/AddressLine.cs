using Gateway.Import.Reading;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <summary>A line of <c>virtual_ipaddress</c>.</summary>
/// <param name="Prefix">The address.</param>
/// <param name="Text">As the output writes it.</param>
/// <param name="Note">What is different, as a sentence; empty when nothing is.</param>
/// <param name="Source">The line.</param>
internal sealed record AddressLine(AddressPrefix Prefix, string Text, string Note, Statement Source)
{
    /// <summary>Reads one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="interfaceName">The interface of the instance.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <returns>Null after a problem.</returns>
    public static AddressLine? Read(Statement line, string interfaceName, out string problem)
    {
        problem = "is no address with a prefix length, and keepalived skips it; it is left out.";
        if (line.IsBlock || !AddressPrefix.TryParse(line.Keyword, out var prefix) || prefix.PrefixLength == 0)
        {
            return null;
        }

        var left = new List<string>();
        var device = interfaceName;
        for (var i = 1; i < line.Words.Length; i++)
        {
            var word = line.Words[i];
            var value = i + 1 < line.Words.Length && TakesValue(word) ? line.Words[++i] : null;
            switch (word)
            {
                case "dev" when value is not null:
                    device = value;
                    break;
                // Broadcast address and scope are what the kernel gives anyway.
                case "brd" or "broadcast" when value is not null:
                case "scope" when value == "global":
                case "noprefixroute" or "no_track":
                    break;
                default:
                    left.Add(value is null ? word : $"{word} {value}");
                    break;
            }
        }

        var isWhole = !line.Keyword.Contains('/', StringComparison.Ordinal);
        var note = left.Count > 0 ? $"without {string.Join(", ", left)}, which cannot be said here."
            : isWhole ? $"has no prefix length, which makes it /{prefix.PrefixLength}, as in keepalived"
                + (prefix.PrefixLength > 32 ? "; it is never the source of the machine's own connections." : ".")
            : "";
        return new(prefix, device == interfaceName ? $"{prefix}" : $"{prefix} dev {device}", note, line);
    }

    private static bool TakesValue(string word) =>
        word is "dev" or "brd" or "broadcast" or "scope" or "label" or "peer" or "preferred_lft" or "track_group";
}
