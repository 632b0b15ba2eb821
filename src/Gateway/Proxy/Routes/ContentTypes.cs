using Microsoft.AspNetCore.StaticFiles;

namespace Gateway.Proxy.Routes;

/// <summary>The type of a file by its name.</summary>
internal static class ContentTypes
{
    private static readonly FileExtensionContentTypeProvider s_known = new();

    /// <summary>The type, with UTF-8 for texts; bytes when nobody knows.</summary>
    public static string Of(string file) => !s_known.TryGetContentType(file, out var type) ? "application/octet-stream"
        : type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8"
        : type;
}
