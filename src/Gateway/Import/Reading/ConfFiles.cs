using System.Text;

namespace Gateway.Import.Reading;

/// <summary>Where the text of configuration files comes from.</summary>
/// <param name="Read">Reads a file. Throws what <see cref="File"/> throws.</param>
/// <param name="Match">The files that a path with wildcards stands for, in the order of their names; none when there is
/// no such folder.</param>
internal sealed record ConfFiles(Func<string, string> Read, Func<string, IReadOnlyList<string>> Match)
{
    /// <summary>More than any configuration: whatever is longer was meant for something else.</summary>
    private const int MaxLength = 8 * 1024 * 1024;

    /// <summary>The files of this machine.</summary>
    public static ConfFiles Disk { get; } = new(ReadDisk, MatchDisk);

    // Piece by piece: the size of a device or of a pipe says nothing.
    private static string ReadDisk(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var text = new StringBuilder();
        var piece = new char[16 * 1024];
        for (int read; (read = reader.Read(piece)) > 0;)
        {
            _ = text.Append(piece, 0, read);
            if (text.Length > MaxLength)
            {
                throw new IOException($"{path} has more than {MaxLength} characters, more than any configuration.");
            }
        }

        return text.ToString();
    }

    private static string[] MatchDisk(string pattern)
    {
        try
        {
            return [.. Wildcards.Braces(pattern).SelectMany(MatchFolder)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    // Wildcards in the last part of the path alone, as everybody writes them: conf.d/*.conf.
    private static string[] MatchFolder(string pattern)
    {
        if (pattern.IndexOfAny(['*', '?', '[']) < 0)
        {
            return File.Exists(pattern) ? [pattern] : [];
        }

        var folder = Path.GetDirectoryName(pattern) is { Length: > 0 } named ? named : ".";
        var name = Path.GetFileName(pattern);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.GetFiles(folder)
                .Where(file => Wildcards.IsMatch(name, Path.GetFileName(file)))
                .Order(StringComparer.Ordinal),
        ];
    }
}
