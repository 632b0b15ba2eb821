using System.Collections.Immutable;

namespace Gateway.Configuration.Reading;

/// <summary>The files of a configuration, from the lowest to the topmost.</summary>
internal static class SourceFiles
{
    /// <summary>The folder beside the file whose <c>*.json</c> are laid over it, in the order of their names. As for a
    /// shell, hidden files are none of them.</summary>
    public const string Fragments = "conf.d";

    /// <summary>That folder, there or not.</summary>
    public static string FragmentsOf(string file) => Path.Combine(Path.GetDirectoryName(file) ?? "", Fragments);

    /// <summary>Lists the file itself, that of the environment if it is there, and the fragments.</summary>
    /// <exception cref="IOException">The folder with the fragments cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static ImmutableArray<string> Of(string file, string environment)
    {
        var folder = Path.GetDirectoryName(file) ?? "";
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{environment}{Path.GetExtension(file)}";
        var special = Path.Combine(folder, name);
        var fragments = FragmentsOf(file);
        return
        [
            file,
            .. File.Exists(special) ? [special] : Array.Empty<string>(),
            .. Directory.Exists(fragments)
                ? Directory.GetFiles(fragments, "*.json").Where(IsNotHidden).Order(StringComparer.Ordinal)
                : Enumerable.Empty<string>(),
        ];
    }

    // Of editors: the lock of Emacs, .#10-web.json, is a link to nothing.
    private static bool IsNotHidden(string file) => Path.GetFileName(file)[0] != '.';
}
