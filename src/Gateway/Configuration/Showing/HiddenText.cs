using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Configuration.Reading;

namespace Gateway.Configuration.Showing;

/// <summary>What stands in place of a secret. The reader refuses it, so that a configuration that was shown and pasted
/// back never runs with it.</summary>
internal static partial class HiddenText
{
    /// <summary>The words in its place.</summary>
    public const string Placeholder = "<hidden>";

    /// <summary>A text without what is secret in it: user and password of an address, and whatever follows the name of
    /// a secret and a "=".</summary>
    public static string Redact(string text) => Assignment().Replace(
        UserInfo().Replace(text, Placeholder),
        match => SecretNames.Contain(match.Groups["name"].Value)
            ? $"{match.Groups["head"].Value}{Placeholder}"
            : match.Value);

    /// <summary>An address without its path, which is a secret of many a web hook; any other text as it is.</summary>
    public static string RedactPath(string text) => Webhook().Replace(Redact(text), $"${{head}}/{Placeholder}");

    /// <summary>Refuses the placeholder anywhere in a configuration.</summary>
    public static void Refuse(ConfigNode root, List<ConfigurationError> errors) => Refuse(root, "", errors);

    private static void Refuse(ConfigNode node, string path, List<ConfigurationError> errors)
    {
        if (node.Text.Contains(Placeholder, StringComparison.Ordinal))
        {
            errors.Add(new(node.Position, path,
                $"\"{Placeholder}\" stands where `gateway config show` hides a secret; write the secret, or the file "
                + "that holds it."));
        }

        foreach (var member in node.Members)
        {
            Refuse(member.Value, path.Length == 0 ? member.Name : $"{path}:{member.Name}", errors);
        }

        for (var i = 0; i < node.Items.Length; i++)
        {
            Refuse(node.Items[i], string.Create(CultureInfo.InvariantCulture, $"{path}:{i}"), errors);
        }
    }

    [GeneratedRegex(@"(?<=://)[^/?#\s]+(?=@)")]
    private static partial Regex UserInfo();

    // KEY=VALUE stands in sentences.
    [GeneratedRegex(@"(?<head>(?<![^?&;,\s])(?<name>[A-Za-z0-9_.-]+)\s*=\s*)(?!VALUE\b)[^&#;,\s]+")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?<head>[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s]+)(/[^\s]+|[?#][^\s]+)$")]
    private static partial Regex Webhook();
}
