using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Plugins.Loading;

/// <summary>What tells two states of a plugin's folder apart: names, lengths, times of change, modes and foreign owners
/// of all that is in it. Contents are not read.</summary>
/// <param name="Digest">Empty when there is no such plugin.</param>
internal readonly record struct FolderStamp(string Digest)
{
    // A folder may hold a link to itself.
    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
    };

    /// <summary>Whether there is no such plugin.</summary>
    public bool IsAbsent => Digest is null or "";

    /// <summary>Looks at the folder of a plugin.</summary>
    public static FolderStamp Of(PluginCatalog catalog, string plugin)
    {
        if (!catalog.Contains(plugin))
        {
            return new("");
        }

        var folder = new DirectoryInfo(Path.Combine(catalog.Folder, plugin));
        try
        {
            string OwnedLine(FileSystemInfo entry) => $"{Line(entry)} {catalog.StrangerOf(entry.FullName)}";
            var lines = folder.EnumerateFileSystemInfos("*", All).Select(OwnedLine).Order(StringComparer.Ordinal);
            var text = string.Join('\n', [OwnedLine(new DirectoryInfo(catalog.Folder)), OwnedLine(folder), .. lines]);
            return new(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // Whatever it was, another look sees it or something else.
            return new($"unreadable: {wrong.Message}");
        }
    }

    // A folder's own time changes with every file that comes or goes beside: its files speak for it.
    private static string Line(FileSystemInfo entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.FullName} {Mode(entry)} {(entry is FileInfo file ? $"{file.Length} {ChangeOf(file)}" : "")}");

    private static int Mode(FileSystemInfo entry) => OperatingSystem.IsWindows() ? 0 : (int)entry.UnixFileMode;

    /// <summary>A link changes with what it leads to.</summary>
    private static long ChangeOf(FileInfo file) =>
        (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).LastWriteTimeUtc.Ticks;
}
