using System.Collections.Immutable;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration;

/// <summary>Reads the files that passwords and keys stand in.</summary>
internal static class SecretFiles
{
    // The longest key as hexadecimal digits, ten times over: whatever is longer was meant for something else.
    private const int MaxLength = 1_280;

    private const UnixFileMode OfOthers =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads a file (absolute path) of at most 1,280 bytes that is closed to other users.</summary>
    public static SecretFile Read(string path)
    {
        try
        {
            var link = new FileInfo(path);
            if (!link.Exists)
            {
                return Refuse(Directory.Exists(path)
                    ? "is a folder; name the file in it."
                    : "does not exist; write the secret into it and run chmod 600 on it.");
            }

            // The mode of a link is always open.
            var file = (link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo) ?? link;
            return file switch
            {
                { Exists: false } => Refuse("is a link that leads to no file; correct it."),
                // BEFORE its length, which is 0, and BEFORE it is opened: a FIFO would hold its reader for ever.
                _ when RegularFile.OtherKind(path) is { } kind => Refuse($"is {kind}; name a regular file."),
                { Length: 0 } => Refuse("is empty; write the secret into it."),
                { Length: > MaxLength } => Refuse(
                    $"has {file.Length} bytes, more than any password or key; name another file."),
                _ when (file.UnixFileMode & OfOthers) != 0 => Refuse("is open to every user; run chmod o= on it."),
                _ => new([.. File.ReadAllBytes(path)], null),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Refuse($"cannot be read: {exception.Message}");
        }
    }

    private static SecretFile Refuse(string problem) => new(ImmutableArray<byte>.Empty, problem);
}
