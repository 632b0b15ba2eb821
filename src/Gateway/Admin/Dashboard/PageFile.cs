using System.Security.Cryptography;

namespace Gateway.Admin.Dashboard;

/// <summary>A file of the dashboard, as it lies in the program.</summary>
/// <param name="Path">Where a browser asks for it, such as <c>/app.js</c>.</param>
/// <param name="ContentType">The header of that name.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record PageFile(string Path, string ContentType, byte[] Body)
{
    private const string Folder = "wwwroot/";

    /// <summary>Changes with the bytes (RFC 9110 section 8.8.3).</summary>
    public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Body)[..16])}\"";

    /// <summary>All files; <c>index.html</c> is <c>/</c>.</summary>
    public static IEnumerable<PageFile> All()
    {
        var assembly = typeof(PageFile).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(
            name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var content = assembly.GetManifestResourceStream(name)!;
            var body = new byte[content.Length];
            content.ReadExactly(body);
            var file = name[Folder.Length..];
            yield return new(file == "index.html" ? "/" : $"/{file}", TypeOf(file), body);
        }
    }

    private static string TypeOf(string file) => System.IO.Path.GetExtension(file) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The dashboard has no type for {other}: {file}"),
    };
}
