using System.Text;

namespace Gateway.Proxy;

/// <summary>Reads a <c>Forwarded</c> header (RFC 7239): what each proxy on the way says of who asked it, and by which
/// scheme.</summary>
internal static class ForwardedHeader
{
    /// <summary>Says it in the words of <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>.</summary>
    /// <param name="value">The header; several lines with commas between them.</param>
    /// <param name="scheme">The scheme of elements that name none.</param>
    /// <returns>The addresses and the schemes, one an element; null when the header cannot be read.</returns>
    public static (string Addresses, string Schemes)? Translate(string value, string scheme)
    {
        var (addresses, schemes) = (new List<string>(), new List<string>());
        foreach (var element in Split(value, ','))
        {
            var (address, proto) = ("unknown", scheme);
            foreach (var pair in Split(element, ';'))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                {
                    return null;
                }

                var (name, text) = (pair[..equals].Trim(), Unquote(pair[(equals + 1)..].Trim()));
                address = name.Equals("for", StringComparison.OrdinalIgnoreCase) ? text : address;
                proto = name.Equals("proto", StringComparison.OrdinalIgnoreCase) ? text : proto;
            }

            addresses.Add(address);
            schemes.Add(proto);
        }

        return (string.Join(", ", addresses), string.Join(", ", schemes));
    }

    // A separator in a quoted text separates nothing.
    private static IEnumerable<string> Split(string text, char separator)
    {
        var (start, isQuoted) = (0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == separator && !isQuoted))
            {
                if (text[start..i].Trim() is { Length: > 0 } part)
                {
                    yield return part;
                }

                start = i + 1;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] == '\\' && isQuoted)
            {
                i++;
            }
        }
    }

    private static string Unquote(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return text;
        }

        var plain = new StringBuilder();
        for (var i = 1; i < text.Length - 1; i++)
        {
            i += text[i] == '\\' ? 1 : 0;
            _ = plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
