using System.ComponentModel;
using System.Runtime.InteropServices;
using Lab.Interop;
using Lab.Network;

namespace Lab.Demo;

/// <summary>Finds the folders of <c>demo --keep</c>. Anybody can make a folder with such a name in the folder for
/// temporary files, and <c>--stop</c> as root ends the processes that a file in it names: only what the caller made
/// counts.</summary>
internal static class KeptFolders
{
    /// <summary>The real folders in <paramref name="parent"/> that belong to this user.</summary>
    internal static string[] Own(string parent) => [.. All(parent).Where(IsOwn)];

    /// <summary>What has such a name, but is a link or belongs to somebody else.</summary>
    internal static string[] Foreign(string parent) => [.. All(parent).Where(folder => !IsOwn(folder))];

    private static string[] All(string parent) => Directory.GetDirectories(parent, $"{LeftoverSweep.KeptPrefix}-*");

    private static bool IsOwn(string folder)
    {
        const uint Wanted = Libc.STATX_TYPE | Libc.STATX_UID;
        if (Libc.statx(Libc.AT_FDCWD, folder, Libc.AT_SYMLINK_NOFOLLOW, Wanted, out Libc.Statx status) != 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            return errno == Libc.ENOENT ? false : throw new Win32Exception(errno, $"look at {folder}");
        }

        return (status.Mode & Libc.S_IFMT) == Libc.S_IFDIR && status.UserId == Libc.geteuid();
    }
}
