using Microsoft.AspNetCore.Routing.Template;

namespace Gateway.Proxy.Routing;

/// <summary>The path that routes are found by: as upstreams read it that take <c>//</c> and <c>%2F</c> for a slash and
/// only then look at <c>..</c>, and a name's <c>;</c> for the end of it (RFC 3986 section 3.3; servlet containers).
/// Without it <c>//admin</c>, <c>/x/..%2Fadmin</c> and <c>/admin;x</c> would come past the rules of <c>/admin</c> to
/// the same page. What is forwarded stays as the client wrote it.</summary>
internal static class RoutePath
{
    private const string EncodedSlash = "%2F";
    private const char Parameter = ';';

    /// <summary>Whether a name becomes <c>.</c> or <c>..</c> for those alone who take parameters off, or stands in what
    /// is a parameter to them: two that read the path find two places.</summary>
    public static bool HidesDots(string? path) => path?.Contains(Parameter) == true
        && path.Split('/').Any(segment => NamesOf(segment)
            .SkipWhile(name => !name.Contains(Parameter)).Any(name => name.Split(Parameter)[0] is "." or ".."));

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
            foreach (var name in parts)
            {
                if (name == "..")
                {
                    names = names[..Math.Max(0, names.Count - 1)];
                }
                else if (name is not ("" or "."))
                {
                    names.Add(name);
                }
            }

            if (keepsParameters && parts[^1] is not ("" or "." or ".."))
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
        segment.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase).Split('/');

    private sealed record WrittenPath(PathString Path);
}
