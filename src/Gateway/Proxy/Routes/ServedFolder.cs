using System.Diagnostics.CodeAnalysis;
using Gateway.Configuration;

namespace Gateway.Proxy.Routes;

/// <summary>A folder that clients may look into, and nowhere else: not at names that begin with a dot (but
/// <c>/.well-known</c>), and not through links that lead out.</summary>
/// <param name="root">The folder, absolute; it may be a link itself.</param>
/// <param name="index">The file that stands for a folder.</param>
internal sealed class ServedFolder(string root, string index)
{
    private const string WellKnown = ".well-known";
    private const int MostLinks = 16;

    /// <summary>Finds the file for a path.</summary>
    /// <param name="path">The path, unescaped, with its slash; empty for the folder itself.</param>
    /// <param name="isFolder">Whether it is that of a folder, without the slash at its end.</param>
    /// <returns>Null when there is none that may be seen.</returns>
    public FileInfo? Find(string path, out bool isFolder)
    {
        isFolder = false;
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (!names.Select((name, i) => IsVisible(name, i)).All(isVisible => isVisible)
            || Resolve(names, MostLinks) is not { } real)
        {
            return null;
        }

        if (!Directory.Exists(real))
        {
            return RegularFile.Exists(real) && !path.EndsWith('/') ? new(real) : null;
        }

        if (!path.EndsWith('/'))
        {
            isFolder = Resolve([.. names, index], MostLinks) is { } found && RegularFile.Exists(found);
            return null;
        }

        return Resolve([.. names, index], MostLinks) is { } page && RegularFile.Exists(page) ? new(page) : null;
    }

    private static bool IsVisible(string name, int i) =>
        (name[0] != '.' || (i == 0 && name == WellKnown))
        && !name.Contains('\0', StringComparison.Ordinal) && !name.Contains('\\', StringComparison.Ordinal);

    // Name by name from the root: a link may lead elsewhere within it, where the walk begins anew.
    [SuppressMessage("Security", "CA3003", Justification = "This is what keeps the path within the folder.")]
    private string? Resolve(string[] names, int linksLeft)
    {
        var top = RealRoot();
        var path = top;
        for (var i = 0; i < names.Length; i++)
        {
            path = Path.Join(path, names[i]);
            var entry = new FileInfo(path);
            if (entry.LinkTarget is not { } target)
            {
                continue;
            }

            var leadsTo = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
            return linksLeft > 0 && leadsTo.StartsWith(top + "/", StringComparison.Ordinal)
                ? Resolve([.. leadsTo[(top.Length + 1)..].Split('/'), .. names.Skip(i + 1)], linksLeft - 1)
                : null;
        }

        return path;
    }

    // A link that is moved to another release is followed at once.
    private string RealRoot() =>
        new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
}
