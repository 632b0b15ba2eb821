using System.Text.RegularExpressions;

namespace Gateway.Configuration.Routes;

/// <summary>The value of a header that is set or added. A word in braces is a placeholder; in two pairs of them it goes
/// out as it is, in one. Braces around anything else, as JSON has them, mean nothing.</summary>
internal static partial class HeaderTemplate
{
    private const string Client = "client";

    /// <summary>What is wrong with a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isRequest">Whether the upstream gets it: the client's address is for it alone.</param>
    /// <returns>A sentence, or null when nothing is.</returns>
    public static string? Problem(string value, bool isRequest)
    {
        var unknown = Words().Matches(value)
            .FirstOrDefault(word => word.Groups["open"].Success && !(isRequest && word.Groups["open"].Value == Client));
        return unknown is null ? null
            : $"\"{unknown.Value}\" in the value is no placeholder "
                + (isRequest ? "(\"{client}\", the address of the client, is the only one)"
                    : "(there are none in what clients get)")
                + $"; where it is meant to go out as it is, write \"{{{unknown.Value}}}\".";
    }

    /// <summary>Whether the client's address is in it.</summary>
    public static bool NamesClient(string value) =>
        Words().Matches(value).Any(word => word.Groups["open"].Value == Client);

    /// <summary>The value that goes out.</summary>
    /// <param name="value">The value as configured.</param>
    /// <param name="client">The address of the client.</param>
    public static string Fill(string value, string client) => Words().Replace(
        value, word => word.Groups["closed"].Success ? $"{{{word.Groups["closed"].Value}}}"
            : word.Groups["open"].Value == Client ? client
            : word.Value);

    [GeneratedRegex(@"\{\{(?<closed>[A-Za-z_][\w.-]*)\}\}|\{(?<open>[A-Za-z_][\w.-]*)\}")]
    private static partial Regex Words();
}
