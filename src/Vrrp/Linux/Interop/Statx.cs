using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct statx of linux/stat.h, of whose 256 bytes the owner and the mode are of interest.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    /// <summary>To ask for the kind of the file, the upper bits of the mode.</summary>
    public const uint STATX_TYPE = 0x1;

    /// <summary>To ask for the rights, the lower bits of the mode.</summary>
    public const uint STATX_MODE = 0x2;

    /// <summary>To ask for the owner.</summary>
    public const uint STATX_UID = 0x8;

    /// <summary>For a path that is absolute, or starts where the process is.</summary>
    public const int AT_FDCWD = -100;

    /// <summary>To ask about a descriptor itself, with an empty path.</summary>
    public const int AT_EMPTY_PATH = 0x1000;

    /// <summary>The number of the user who owns it.</summary>
    [FieldOffset(20)]
    public uint Uid;

    /// <summary>Kind and rights (inode(7)).</summary>
    [FieldOffset(28)]
    public ushort Mode;
}
