using System.Text.RegularExpressions;

namespace Gateway.Configuration.Showing;

/// <summary>Which names are those of secrets: <c>Password</c>, <c>X-Api-Key</c>, <c>--auth-token</c>. In doubt a name
/// is.</summary>
internal static partial class SecretNames
{
    private static readonly string[] Parts =
    [
        "password", "passwd", "passphrase", "secret", "token", "credential", "authorization", "cookie", "apikey",
        "privatekey", "bearer", "signature", "connectionstring",
    ];

    private static readonly string[] Words =
    [
        "key", "keys", "pwd", "pass", "pin", "auth", "psk", "hmac", "community",
        // A header by which an upstream knows its gateway: X-Shared.
        "shared",
    ];

    // What a name ends in that holds no secret but says where one is, or what it is called.
    private static readonly string[] Harmless = ["file", "files", "path", "folder", "name"];

    // Hashes of public keys.
    private static readonly string[] Public = ["UpstreamPin", "TlsPin"];

    /// <summary>Whether what stands under the name is to be hidden.</summary>
    public static bool Contain(string name)
    {
        string[] words = [.. Word().Matches(name).Select(word => word.Value)];
        return words.Length > 0
            && !Public.Contains(string.Concat(words), StringComparer.OrdinalIgnoreCase)
            && !Harmless.Contains(words[^1], StringComparer.OrdinalIgnoreCase)
            && (Parts.Any(part => string.Concat(words).Contains(part, StringComparison.OrdinalIgnoreCase))
                || words.Any(word => Words.Contains(word, StringComparer.OrdinalIgnoreCase)));
    }

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();
}
