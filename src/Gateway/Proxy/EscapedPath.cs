using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>The path of a request as its client escaped it. Once it is unescaped, nobody can tell an escaped slash from
/// a slash, nor <c>%252F</c> from <c>%2F</c>: upstreams get what the client wrote, wherever that means the same path.
/// </summary>
internal static class EscapedPath
{
    // RFC 3986 section 3.3: pchar and the slash, without the percent sign.
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/");

    /// <summary>What becomes of the client's path when its end, or all of it, is kept.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sent">The path that is meant, unescaped.</param>
    /// <returns>Null when nothing is escaped, or when it is another path: then there is nothing to keep.</returns>
    public static string? Rewritten(HttpRequest request, PathString sent)
    {
        var escaped = Of(request);
        // Kestrel has taken "." and ".." away: what the client wrote leads elsewhere, for some.
        if (!escaped.Contains('%', StringComparison.Ordinal)
            || request.Path.Value is not { } path || sent.Value is not { } wanted
            || Unescape(escaped) != path)
        {
            return null;
        }

        var (front, start) = (wanted.Length, path.Length);
        while (front > 0 && start > 0 && wanted[front - 1] == path[start - 1])
        {
            (front, start) = (front - 1, start - 1);
        }

        // Where nothing is escaped up to there, both have the same length.
        return start <= escaped.Length && !escaped.AsSpan(0, start).Contains('%')
            ? new PathString(wanted[..front]).ToUriComponent() + EscapeRest(escaped.AsSpan(start))
            : null;
    }

    // As Kestrel does it: an escaped slash stays.
    private static string Unescape(string escaped) => Uri.UnescapeDataString(escaped
        .Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal));

    // RFC 9112 section 3.2: a path with its query, a whole URI, or neither.
    private static string Of(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        // Nearly always.
        if (!target.Contains('%', StringComparison.Ordinal))
        {
            return "";
        }

        var start = target[0] == '/' ? 0 : target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme
            ? target.IndexOf('/', scheme + 3)
            : -1;
        if (start < 0)
        {
            return "";
        }

        var end = target.IndexOf('?', start);
        return end < 0 ? target[start..] : target[start..end];
    }

    // Clients leave unescaped what should not be.
    private static string EscapeRest(ReadOnlySpan<char> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        while (!escaped.IsEmpty)
        {
            var isEscape = escaped is ['%', var high, var low, ..]
                && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low);
            var length = isEscape ? 3 : 1;
            _ = isEscape || s_plain.Contains(escaped[0])
                ? text.Append(escaped[..length])
                : text.Append(CultureInfo.InvariantCulture, $"%{(int)escaped[0]:X2}");
            escaped = escaped[length..];
        }

        return text.ToString();
    }
}
