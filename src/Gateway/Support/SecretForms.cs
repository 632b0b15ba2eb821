using System.Text;
using System.Text.Json;

namespace Gateway.Support;

/// <summary>The forms in which a secret may be written down.</summary>
internal static class SecretForms
{
    private const string Hex = "hex:";
    private const int LeastSegment = 16;

    /// <summary>A secret as it is, escaped for JSON and for addresses, in hexadecimal digits and base64; of a key in
    /// digits its bytes, of <c>user:password</c> the password, of <c>Bearer token</c> the token, of a path its long
    /// segments.</summary>
    public static IEnumerable<string> Of(string secret) => Readings(secret.Trim()).Distinct().SelectMany(Written)
        .Where(form => form.Any(char.IsLetterOrDigit)).Distinct();

    private static IEnumerable<string> Readings(string secret)
    {
        yield return secret;
        yield return Uri.UnescapeDataString(secret);
        if (secret.StartsWith(Hex, StringComparison.OrdinalIgnoreCase))
        {
            yield return secret[Hex.Length..];
        }
        else if (secret.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            yield return secret[(colon + 1)..];
            yield return Uri.UnescapeDataString(secret[(colon + 1)..]);
        }

        if (secret.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var credentials])
        {
            yield return credentials;
        }

        foreach (var segment in secret.Split('/', '?', '&', '=').Where(segment => segment.Length >= LeastSegment))
        {
            yield return segment;
        }
    }

    private static IEnumerable<string> Written(string secret)
    {
        yield return secret;
        yield return JsonEncodedText.Encode(secret).ToString();
        yield return Uri.EscapeDataString(secret);
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToBase64String(bytes).TrimEnd('=');
        if (TryReadHex(secret) is { Length: > 0 } key)
        {
            yield return Convert.ToBase64String(key).TrimEnd('=');
            if (Array.TrueForAll(key, octet => octet is > 0x20 and < 0x7f))
            {
                yield return Encoding.ASCII.GetString(key);
            }
        }
    }

    private static byte[]? TryReadHex(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
