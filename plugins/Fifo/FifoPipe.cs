using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fifo;

/// <summary>The writing end of a FIFO, opened so that it never waits (fifo(7)).</summary>
internal static partial class FifoPipe
{
    private const int WriteOnly = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoEntry = 2;
    private const int NoReader = 6;
    private const int TryAgain = 11;
    private const int SeekCurrent = 1;
    private const uint OwnerOnly = 0x180;

    /// <summary>Makes a FIFO for the owner alone.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Create(string path)
    {
        if (MakeFifo(path, OwnerOnly) != 0)
        {
            throw Failed(path, "cannot be made");
        }
    }

    /// <summary>Writes a line, whole or not at all.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="IOException">Nobody reads, the pipe is full, or it is no FIFO.</exception>
    public static void Write(string path, byte[] line)
    {
        using var pipe = Open(path, WriteOnly | NonBlocking | CloseOnExec);
        if (pipe.IsInvalid)
        {
            throw Marshal.GetLastPInvokeError() switch
            {
                NoEntry => new FileNotFoundException($"{path} does not exist"),
                NoReader => new IOException($"nobody reads {path}"),
                _ => Failed(path, "cannot be opened"),
            };
        }

        // Whoever can seek in it is a file, and would be overwritten.
        if (Seek(pipe, 0, SeekCurrent) >= 0)
        {
            throw new IOException($"{path} is no FIFO");
        }

        // A line is shorter than PIPE_BUF: the kernel writes it as a whole or not at all.
        if (Write(pipe, line, line.Length) < 0)
        {
            throw Marshal.GetLastPInvokeError() == TryAgain
                ? new IOException($"{path} is full: its reader does not read")
                : Failed(path, "cannot be written");
        }
    }

    private static IOException Failed(string path, string what) =>
        new($"{path} {what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(SafeFileHandle handle, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long Seek(SafeFileHandle handle, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakeFifo(string path, uint mode);
}
