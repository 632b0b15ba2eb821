using Microsoft.AspNetCore.Routing.Template;

namespace Gateway.Proxy.Routing;

/// <summary>The path that routes are found by: as upstreams read it that take <c>//</c>, <c>%2F</c> and <c>\</c> for a
/// slash, and a name's <c>;</c> for the end of it (RFC 3986 section 3.3; servlet containers). Without it
/// <c>//admin</c>, <c>/%5Cadmin</c> and <c>/admin;x</c> would come past the rules of <c>/admin</c> to the same page.
/// What is forwarded stays as the client wrote it.</summary>
internal static class RoutePath
{
    private const string EncodedSlash = "%2F";
    private const char Backslash = '\\';
    private const char Parameter = ';';

    /// <summary>Whether a name is <c>.</c> or <c>..</c> to those alone who know of such slashes, or take parameters
    /// off: two that read the path find two places, and the rules can be asked about one. Of plain ones Kestrel leaves
    /// none, but those that a whole URI has escaped slashes around.</summary>
    public static bool HidesDots(string? path) => path is not null
        && (IsUntidy(path) || path.Contains("/.", StringComparison.Ordinal))
        && path.Split('/').SelectMany(NamesOf).Any(name => name.Split(Parameter)[0] is "." or "..");

    /// <summary>Runs for every request, BEFORE the routes are looked at.</summary>
    public static Task TidyAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.Value is { } written && IsUntidy(written))
        {
            context.Features.Set(new WrittenPath(path));
            context.Request.Path = Tidy(written, keepsParameters: false);
        }

        return next(context);
    }

    /// <summary>Runs for every request, AFTER that.</summary>
    public static Task RestoreAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<WrittenPath>() is { Path: var path })
        {
            context.Request.Path = path;
            RestoreValues(context, path.Value!);
        }

        return next(context);
    }

    private static bool IsUntidy(string path) =>
        path.Contains("//", StringComparison.Ordinal)
        || path.Contains(Parameter)
        || path.Contains(Backslash)
        || path.Contains(EncodedSlash, StringComparison.OrdinalIgnoreCase);

    // A slash at the end is nothing to a route. Nor is a slash in a parameter one, unlike one before it: containers
    // take parameters off first, and unescape then.
    private static string Tidy(string path, bool keepsParameters)
    {
        var names = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            var start = segment.IndexOf(Parameter, StringComparison.Ordinal);
            var (front, parameter) = start < 0 ? (segment, "") : (segment[..start], segment[start..]);
            var parts = NamesOf(front);
            names.AddRange(parts.Where(name => name.Length > 0));
            if (keepsParameters && parts[^1].Length > 0)
            {
                names[^1] += parameter;
            }
        }

        return "/" + string.Join('/', names);
    }

    // What a transform takes from the path, as {**rest}, keeps its parameters.
    private static void RestoreValues(HttpContext context, string written)
    {
        if (written.Contains(Parameter) && context.GetEndpoint() is RouteEndpoint { RoutePattern: var pattern })
        {
            var values = new RouteValueDictionary();
            var matcher = new TemplateMatcher(new(pattern), new(pattern.Defaults));
            if (matcher.TryMatch(Tidy(written, keepsParameters: true), values))
            {
                context.Request.RouteValues = values;
            }
        }
    }

    private static string[] NamesOf(string segment) =>
        segment.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase).Split('/', Backslash);

    private sealed record WrittenPath(PathString Path);
}
