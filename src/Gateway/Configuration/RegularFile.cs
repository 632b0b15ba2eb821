using Gateway.Vrrp.Linux;

namespace Gateway.Configuration;

/// <summary>Reads files that a configuration names, and never waits for one: a FIFO that nobody writes into would hold
/// its reader for ever, and some devices never end.</summary>
internal static class RegularFile
{
    /// <summary>Whether a path, or where a link leads to, is a regular file.</summary>
    public static bool Exists(string path) => FileFacts.TryRead(path, out var facts) && facts.Kind == FileKind.Regular;

    /// <summary>What it is if it is there and no regular file: <c>a FIFO</c>.</summary>
    public static string? OtherKind(string path) => FileFacts.TryRead(path, out var facts)
        ? facts.Kind switch
        {
            FileKind.Regular => null,
            FileKind.Folder => "a folder",
            FileKind.Fifo => "a FIFO",
            FileKind.Device => "a device",
            _ => "neither a file nor a folder",
        }
        : null;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="IOException">It is no regular file, or cannot be read; the message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadText(string path)
    {
        Expect(path);
        return File.ReadAllText(path);
    }

    /// <inheritdoc cref="ReadText"/>
    public static Task<string> ReadTextAsync(string path, CancellationToken cancellation)
    {
        Expect(path);
        return File.ReadAllTextAsync(path, cancellation);
    }

    /// <inheritdoc cref="ReadText"/>
    public static Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellation)
    {
        Expect(path);
        return File.ReadAllBytesAsync(path, cancellation);
    }

    /// <summary>Throws unless it is a regular file, or is not there.</summary>
    /// <exception cref="IOException">It is something else.</exception>
    public static void Expect(string path)
    {
        if (OtherKind(path) is { } kind)
        {
            throw new IOException($"It is {kind}; name a regular file.");
        }
    }
}
