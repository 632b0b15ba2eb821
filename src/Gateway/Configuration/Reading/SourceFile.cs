using System.Globalization;
using Gateway.Vrrp.Linux;

namespace Gateway.Configuration.Reading;

/// <summary>Reads one file of a configuration, and never waits for it.</summary>
internal static class SourceFile
{
    /// <summary>Reads the whole file.</summary>
    /// <exception cref="IOException">It cannot be read; the message says why and what to do.</exception>
    /// <exception cref="ArgumentException">It cannot be a path.</exception>
    public static byte[] Read(string path)
    {
        // BEFORE it is opened: a FIFO that nobody writes into would hold a reload for ever.
        if (RegularFile.OtherKind(path) is { } kind)
        {
            throw new IOException($"it is {kind}; a configuration is a regular file.");
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException("it does not exist; put it there, or name another one with --config.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new IOException(Denial(path));
        }
    }

    /// <summary>Says whom the kernel does not let read a file or folder, and what to do: a sentence.</summary>
    public static string Denial(string path)
    {
        var me = Invariant($"user {Environment.UserName} ({FileOwner.OfProcess})");
        if (!FileFacts.TryRead(path, out var facts))
        {
            return $"{me} may not look into a folder above it; let them (chmod g+x), or run this as another user.";
        }

        var (mode, missing) = (Convert.ToString((int)facts.Mode, 8), facts.Kind == FileKind.Folder ? "rx" : "r");
        return facts.Owner == FileOwner.OfProcess
            ? $"{me} may not read it, for its mode is {mode.PadLeft(3, '0')}; run chmod u+{missing} on it."
            : Invariant($"{me} may not read it, for it belongs to user {facts.Owner} and its mode is ")
                + $"{mode.PadLeft(3, '0')}; give it to a group of theirs (chgrp) and run chmod g+{missing} on it, or "
                + "run this as root.";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
