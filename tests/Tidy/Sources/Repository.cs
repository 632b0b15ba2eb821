using System.Xml.Linq;

namespace Tidy.Sources;

/// <summary>The tree that this executable was built from: what is on the disk, without what a build made.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["bin", "obj", "artifacts"];
    private static readonly Lazy<IReadOnlyList<SourceFile>> Parsed = new(Parse);

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file under src, plugins and tests.</summary>
    public static IReadOnlyList<SourceFile> Sources => Parsed.Value;

    /// <summary>C# files of the product: src and plugins.</summary>
    public static IEnumerable<SourceFile> Product =>
        Sources.Where(file => file.IsUnder("src") || file.IsUnder("plugins"));

    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Files("*.csproj").Select(path => new ProjectFile(path, XDocument.Parse(Read(path)), InheritedBy(path)))];

    /// <summary>Paths relative to the root of files under src, plugins and tests.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        from top in new[] { "plugins", "src", "tests" }
        from path in Below(System.IO.Path.Combine(Root, top), pattern)
        let relative = System.IO.Path.GetRelativePath(Root, path)
        orderby relative
        select relative;

    public static string Read(string path) => File.ReadAllText(Path(path));

    public static bool Has(string path) => File.Exists(Path(path));

    public static UnixFileMode ModeOf(string path) => File.GetUnixFileMode(Path(path));

    private static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static SourceFile[] Parse() => [.. Files("*.cs").AsParallel().AsOrdered()
        .Select(path => new SourceFile(path, Read(path)))];

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !Built.Contains(System.IO.Path.GetFileName(inner)))
            .SelectMany(inner => Below(inner, pattern)));

    /// <summary>Directory.Build.props of the project's folder and of those around it.</summary>
    private static IEnumerable<XDocument> InheritedBy(string project)
    {
        for (var folder = project; folder.Length > 0;)
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? string.Empty;
            var props = System.IO.Path.Combine(folder, "Directory.Build.props");
            if (Has(props))
                yield return XDocument.Parse(Read(props));
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Gateway.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No Gateway.sln above {AppContext.BaseDirectory}");
    }
}
