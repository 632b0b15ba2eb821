namespace Gateway.Configuration;

/// <summary>Files that a machine keeps for itself, where systemd wants the state of a service.</summary>
internal static class StateFile
{
    /// <summary>Where one of that name is: in <c>STATE_DIRECTORY</c>; null without that variable.</summary>
    public static string? PathOf(string name) =>
        Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':')[0] is { Length: > 0 } folder
            ? Path.Combine(folder, name)
            : null;

    /// <summary>Replaces a file, all or nothing; its folder is made if need be.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">What it holds from then on.</param>
    /// <param name="mode">Who may read it, from its first byte on.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Replace(string file, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = file + ".new";
        // One that was left behind has a mode of its own, and perhaps a reader.
        File.Delete(draft);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode,
        };
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }
}
