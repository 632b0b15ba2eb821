using System.Runtime.InteropServices;
using System.Text;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>Settings of the kernel, of the network namespace that the calling thread is in. They allocate.</summary>
internal static class Sysctl
{
    private const int LongestValue = 256;

    /// <summary>Reads a setting.</summary>
    /// <param name="path">Its path under /proc/sys: "net/ipv4/conf/eth0/rp_filter". With slashes, for names of
    /// interfaces have dots.</param>
    /// <param name="value">The value without the end of its line; empty without one.</param>
    /// <param name="errno">0, or why not: ENOENT when the kernel or the interface does not have it.</param>
    public static bool TryRead(string path, out string value, out int errno)
    {
        Span<byte> buffer = stackalloc byte[LongestValue];
        using var file = Open(path, OpenConstants.O_RDONLY, out errno);
        var length = 0;
        if (errno == 0)
        {
            length = (int)Libc.Read(file, buffer, (nuint)buffer.Length);
            errno = length < 0 ? Marshal.GetLastPInvokeError() : 0;
        }

        value = errno == 0 ? Encoding.UTF8.GetString(buffer[..length]).TrimEnd() : "";
        return errno == 0;
    }

    /// <summary>Changes a setting.</summary>
    /// <param name="path">As with <see cref="TryRead"/>.</param>
    /// <param name="value">The new value.</param>
    /// <param name="errno">0, or why not: EACCES or EPERM without CAP_NET_ADMIN, EROFS in a container or under
    /// ProtectKernelTunables, ENOENT when the kernel or the interface does not have it, EINVAL when it does not take
    /// the value.</param>
    public static bool TryWrite(string path, string value, out int errno)
    {
        using var file = Open(path, OpenConstants.O_WRONLY, out errno);
        if (errno == 0)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            errno = Libc.Write(file, bytes, (nuint)bytes.Length) < 0 ? Marshal.GetLastPInvokeError() : 0;
        }

        return errno == 0;
    }

    private static FileDescriptor Open(string path, int flags, out int errno)
    {
        var file = new FileDescriptor(Libc.Open($"/proc/sys/{path}", flags | OpenConstants.O_CLOEXEC));
        errno = file.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        return file;
    }
}
