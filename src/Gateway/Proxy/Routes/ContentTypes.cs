using Microsoft.AspNetCore.StaticFiles;

namespace Gateway.Proxy.Routes;

/// <summary>The type of a file by its name.</summary>
internal static class ContentTypes
{
    // What the framework does not know, or knows by another name. Browsers guess none of these.
    private static readonly FileExtensionContentTypeProvider s_known = new()
    {
        Mappings =
        {
            [".apk"] = "application/vnd.android.package-archive",
            [".flac"] = "audio/flac",
            [".heic"] = "image/heic",
            [".jsonld"] = "application/ld+json",
            [".jxl"] = "image/jxl",
            [".log"] = "text/plain",
            [".m3u8"] = "application/vnd.apple.mpegurl",
            [".m4s"] = "video/iso.segment",
            [".opus"] = "audio/ogg",
            [".toml"] = "application/toml",
            [".ts"] = "video/mp2t",
            [".vtt"] = "text/vtt",
            [".yaml"] = "application/yaml",
            [".yml"] = "application/yaml",
        },
    };

    /// <summary>The type, with UTF-8 for texts; bytes when nobody knows.</summary>
    public static string Of(string file) => !s_known.TryGetContentType(file, out var type) ? "application/octet-stream"
        : type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8"
        : type;
}
