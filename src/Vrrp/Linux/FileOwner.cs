using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>Who owns files.</summary>
public static class FileOwner
{
    /// <summary>The number of root.</summary>
    public const uint Root = 0;

    /// <summary>The user as whom this process acts.</summary>
    public static uint OfProcess => Libc.GetEUid();

    /// <summary>The owner of a file or folder; of a link, of what it leads to.</summary>
    /// <exception cref="KernelException">It cannot be looked at.</exception>
    public static uint Of(string path) =>
        Libc.StatX(Statx.AT_FDCWD, path, 0, Statx.STATX_UID, out var found) == 0
            ? found.Uid
            : throw new KernelException($"look at {path}", "statx", Marshal.GetLastPInvokeError());
}
