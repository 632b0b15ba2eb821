namespace Gateway.Proxy.Routing;

/// <summary>The path that routes are found by: as upstreams read it that take <c>//</c> and <c>%2F</c> for a slash and
/// only then look at <c>..</c>. Without it <c>//admin</c> and <c>/x/..%2Fadmin</c> would come past the rules of
/// <c>/admin</c> to the same page. What is forwarded stays as the client wrote it.</summary>
internal static class RoutePath
{
    private const string EncodedSlash = "%2F";

    /// <summary>Runs for every request, BEFORE the routes are looked at.</summary>
    public static Task TidyAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.Value is { } written && IsUntidy(written))
        {
            context.Features.Set(new WrittenPath(path));
            context.Request.Path = Tidy(written);
        }

        return next(context);
    }

    /// <summary>Runs for every request, AFTER that.</summary>
    public static Task RestoreAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<WrittenPath>() is { } written)
        {
            context.Request.Path = written.Path;
        }

        return next(context);
    }

    private static bool IsUntidy(string path) =>
        path.Contains("//", StringComparison.Ordinal)
        || path.Contains(EncodedSlash, StringComparison.OrdinalIgnoreCase);

    // A slash at the end is nothing to a route.
    private static string Tidy(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Replace(EncodedSlash, "/", StringComparison.OrdinalIgnoreCase).Split('/'))
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

        return "/" + string.Join('/', names);
    }

    private sealed record WrittenPath(PathString Path);
}
