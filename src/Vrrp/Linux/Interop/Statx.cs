using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct statx of linux/stat.h, of whose 256 bytes the owner alone is of interest.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    /// <summary>To ask for the owner.</summary>
    public const uint STATX_UID = 0x8;

    /// <summary>For a path that is absolute, or starts where the process is.</summary>
    public const int AT_FDCWD = -100;

    /// <summary>The number of the user who owns it.</summary>
    [FieldOffset(20)]
    public uint Uid;
}
