using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Vrrp.Linux;

/// <summary>Opens files with content, and never waits for one: between a look at a path and its opening, somebody may
/// put something else there.</summary>
public static class RegularFileHandle
{
    /// <summary>Opens a file to read it. A link at the end of the path is not followed.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="FileNotFoundException">It is not there, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">The kernel refused for another reason, which the message names.</exception>
    public static SafeFileHandle Open(string path)
    {
        // Whoever opens a FIFO without O_NONBLOCK waits for somebody who writes (fifo(7)).
        var flags = OpenConstants.O_RDONLY | OpenConstants.O_CLOEXEC | OpenConstants.O_NONBLOCK
            | OpenConstants.O_NOFOLLOW;
        int number;
        var errno = 0;
        do
        {
            number = Libc.Open(path, flags);
            errno = number < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (errno == Errno.EINTR);

        if (errno != 0)
        {
            throw ExceptionOf(errno, path);
        }

        var handle = new SafeFileHandle(number, ownsHandle: true);
        if (FileFacts.TryRead(handle, out var facts) && facts.Kind == FileKind.Regular)
        {
            return handle;
        }

        handle.Dispose();
        throw new FileNotFoundException("It is no regular file.", path);
    }

    private static Exception ExceptionOf(int errno, string path)
    {
        var message = $"Cannot open {path}: open failed with {Errno.Name(errno)}.";
        return errno switch
        {
            // A socket is ENXIO, a link ELOOP.
            Errno.ENOENT or Errno.ENOTDIR or Errno.ENXIO or Errno.ELOOP => new FileNotFoundException(message, path),
            Errno.EACCES or Errno.EPERM => new UnauthorizedAccessException(message),
            _ => new IOException(message),
        };
    }
}
