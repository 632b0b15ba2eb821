using Gateway.Vrrp.Linux.Interop;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Vrrp.Linux;

/// <summary>What the kernel says of a file or folder, without opening it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The number of the user who owns it.</param>
/// <param name="Mode">Who may do what with it.</param>
public readonly record struct FileFacts(FileKind Kind, uint Owner, UnixFileMode Mode)
{
    private const int KindMask = 0xF000;
    private const int ModeMask = 0x0FFF;

    /// <summary>Looks at a path; at a link, where it leads to.</summary>
    /// <returns>False when nothing is there, or a folder above it is closed to this process.</returns>
    public static bool TryRead(string path, out FileFacts facts) => TryRead(Statx.AT_FDCWD, path, 0, out facts);

    /// <summary>Looks at what is open.</summary>
    /// <returns>False when the kernel does not tell.</returns>
    internal static bool TryRead(SafeFileHandle handle, out FileFacts facts) =>
        TryRead((int)handle.DangerousGetHandle(), "", Statx.AT_EMPTY_PATH, out facts);

    private static bool TryRead(int folder, string path, int flags, out FileFacts facts)
    {
        const uint Wanted = Statx.STATX_TYPE | Statx.STATX_MODE | Statx.STATX_UID;
        var isFound = Libc.StatX(folder, path, flags, Wanted, out var found) == 0;
        facts = isFound ? new(KindOf(found.Mode), found.Uid, (UnixFileMode)(found.Mode & ModeMask)) : default;
        return isFound;
    }

    // inode(7).
    private static FileKind KindOf(int mode) => (mode & KindMask) switch
    {
        0x1000 => FileKind.Fifo,
        0x2000 or 0x6000 => FileKind.Device,
        0x4000 => FileKind.Folder,
        0x8000 => FileKind.Regular,
        _ => FileKind.Other,
    };
}
