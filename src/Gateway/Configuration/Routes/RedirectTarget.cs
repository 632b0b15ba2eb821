namespace Gateway.Configuration.Routes;

/// <summary>What the target of a redirect may be. A path that a client chooses must never become the host: browsers
/// read <c>//evil.example</c> as one.</summary>
internal static class RedirectTarget
{
    /// <summary>Stands for what comes after the path that a route is for.</summary>
    public const string Rest = "{rest}";

    private const string Query = "{query}";

    /// <summary>What is wrong with a target.</summary>
    /// <returns>A sentence, or null when nothing is.</returns>
    public static string? Problem(string target)
    {
        var bare = Fill(target, "/", "/", "", "host.example");
        if (bare.Contains('{', StringComparison.Ordinal) || bare.Contains('}', StringComparison.Ordinal))
        {
            return $"\"{target}\" has something in braces that is none of {{path}}, {{rest}}, {{query}} and "
                + "{host}.";
        }

        if (bare.Any(letter => letter is <= ' ' or > '~' or '\\'))
        {
            return $"\"{target}\" has characters that no address has; write them as %20 and the like.";
        }

        var isWeb = Uri.TryCreate(bare, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.UserInfo.Length == 0;
        var isPath = target.StartsWith('/') && (target.Length == 1 || target[1] is not ('/' or '{'));
        return isWeb && HostEnds(target) || isPath
            ? null
            : $"\"{target}\" is no place to send anybody; write for example \"https://www.example.com{{path}}\" or "
                + "\"/new\".";
    }

    /// <summary>The target for a request.</summary>
    /// <param name="target">The target as configured.</param>
    /// <param name="path">The path as the client wrote it, with its slash.</param>
    /// <param name="rest">What of it comes after the path that the route is for, with its slash.</param>
    /// <param name="query">The query with its question mark, or empty.</param>
    /// <param name="host">The host without port.</param>
    public static string Fill(string target, string path, string rest, string query, string host)
    {
        // The query last: nobody escapes its braces.
        var parts = target.Replace("{path}", path, StringComparison.Ordinal)
            .Replace(Rest, rest, StringComparison.Ordinal)
            .Replace("{host}", host, StringComparison.Ordinal)
            .Split(Query);
        return parts.Length > 1 ? parts.Aggregate((before, after) => Join(before, query, after))
            : target.AsSpan().ContainsAny('?', '#') ? parts[0]
            : parts[0] + query;
    }

    // A second question mark would be part of the query (RFC 3986 section 3.4): where the target has one of its own,
    // the client's parameters join in.
    private static string Join(string before, string query, string after)
    {
        var parameters = query.TrimStart('?');
        if (parameters.Length == 0)
        {
            return before.EndsWith('?') || before.EndsWith('&') ? before[..^1] + FirstAfter(before[^1], after)
                : before + after;
        }

        if (before.Contains('?', StringComparison.Ordinal))
        {
            return before + (before.EndsWith('?') || before.EndsWith('&') ? "" : "&") + parameters + after;
        }

        return before + "?" + parameters + (after.StartsWith('?') ? FirstAfter('&', after[1..]) : after);
    }

    // What comes behind a query that is empty keeps the mark of what it follows.
    private static string FirstAfter(char mark, string after) =>
        after.Length == 0 || after[0] == '#' ? after : mark + after.TrimStart('&');

    // Only a slash, a port or the path ends a host: "https://www.example.com{query}" does as well, but "{path}" and
    // "{rest}" begin with a slash, and "{host}" within a name would make another one of it.
    private static bool HostEnds(string target)
    {
        var authority = target[(target.IndexOf("//", StringComparison.Ordinal) + 2)..].Split('/', '?', '#')[0];
        var rest = authority.StartsWith("{host}", StringComparison.Ordinal) ? authority["{host}".Length..] : authority;
        return new[] { "{path}", Rest, Query }.Aggregate(rest, (host, end) => host.Split(end)[0])
            .All(letter => letter is not '{');
    }
}
