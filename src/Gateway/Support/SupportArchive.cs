using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Gateway.Support;

/// <summary>Writes the archive: a tar file, gzipped, with one folder of the archive's name in it.</summary>
internal static class SupportArchive
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The name of an archive of this moment; what is no letter, digit, dot or dash in the node's name becomes
    /// a dash.</summary>
    public static string NameOf(string node, DateTimeOffset now)
    {
        var safe = string.Concat(node.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));
        return FormattableString.Invariant($"gateway-support-{safe}-{now:yyyyMMdd-HHmmss}.tar.gz");
    }

    /// <summary>Writes a new file that its owner alone may read: under another name beside it, BEFORE it gets its own,
    /// so that there is all of it or nothing. One that is there is not touched.</summary>
    /// <exception cref="IOException">There is one of that name, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task WriteAsync(
        string path, ImmutableArray<SupportPart> parts, DateTimeOffset now, CancellationToken cancellation)
    {
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await WriteWholeAsync(unfinished, FolderOf(path), parts, now, cancellation);
            File.Move(unfinished, path, overwrite: false);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    // What is in it lies in a folder of the archive's name.
    private static string FolderOf(string path) => Path.GetFileName(path).Split(".tar")[0];

    private static async Task WriteWholeAsync(
        string path, string folder, ImmutableArray<SupportPart> parts, DateTimeOffset now,
        CancellationToken cancellation)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        };
        await using var file = new FileStream(path, options);
        await using var zip = new GZipStream(file, CompressionLevel.Optimal);
        await using var tar = new TarWriter(zip, TarEntryFormat.Pax);
        foreach (var part in parts.Where(part => part.Text is not null))
        {
            var content = new MemoryStream(Encoding.UTF8.GetBytes(part.Text!));
            await using (content)
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, $"{folder}/{part.Name}")
                {
                    DataStream = content, Mode = OwnerOnly, ModificationTime = now,
                };
                await tar.WriteEntryAsync(entry, cancellation);
            }
        }
    }
}
