using System.Runtime.InteropServices;

namespace Lab.Interop;

/// <summary>The few system calls that .NET does not offer, under their kernel names.</summary>
internal static partial class Libc
{
    internal const int CLONE_NEWNET = 0x40000000;

    internal const int AF_NETLINK = 16;
    internal const int SOCK_RAW = 3;
    internal const int SOCK_CLOEXEC = 0x80000;
    internal const int NETLINK_ROUTE = 0;
    internal const uint RTMGRP_LINK = 0x1;
    internal const uint RTMGRP_NEIGH = 0x4;
    internal const uint RTMGRP_IPV4_IFADDR = 0x10;
    internal const uint RTMGRP_IPV6_IFADDR = 0x100;

    internal const ushort RTM_NEWLINK = 16;
    internal const ushort RTM_DELLINK = 17;
    internal const ushort RTM_NEWADDR = 20;
    internal const ushort RTM_DELADDR = 21;
    internal const ushort RTM_NEWNEIGH = 28;
    internal const ushort NDA_DST = 1;
    internal const ushort NDA_LLADDR = 2;
    internal const ushort IFA_ADDRESS = 1;
    internal const ushort IFA_LOCAL = 2;
    internal const ushort IFLA_IFNAME = 3;
    internal const uint IFF_LOWER_UP = 0x10000;

    internal const int WNOHANG = 1;
    internal const int WALL = 0x40000000;
    internal const int PTRACE_SEIZE = 0x4206;
    internal const int PTRACE_INTERRUPT = 0x4207;

    internal const int SIGKILL = 9;
    internal const int SIGHUP = 1;
    internal const int SIGUSR1 = 10;
    internal const int SIGUSR2 = 12;
    internal const int SIGTERM = 15;
    internal const int SIGCONT = 18;
    internal const int SIGSTOP = 19;

    internal const nuint SIOCGSTAMPNS = 0x8907;

    internal const int ENOENT = 2;
    internal const int AT_FDCWD = -100;
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const uint STATX_TYPE = 1;
    internal const uint STATX_UID = 8;
    internal const int S_IFMT = 0xF000;
    internal const int S_IFDIR = 0x4000;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int setns(SafeHandle fd, int nstype);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int bind(SafeHandle sockfd, in SockaddrNl addr, int addrlen);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int sig);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitpid(int pid, nint status, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint ptrace(int request, int pid, nint addr, nint data);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int ioctl(SafeHandle fd, nuint request, out Timespec argument);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int statx(int dirfd, string pathname, int flags, uint mask, out Statx statxbuf);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chown(string pathname, uint owner, uint group);

    [LibraryImport("libc")]
    internal static partial uint geteuid();

    /// <summary>struct statx, 256 bytes; only what the lab looks at.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct Statx
    {
        [FieldOffset(20)]
        internal uint UserId;

        [FieldOffset(28)]
        internal ushort Mode;
    }

    /// <summary>struct timespec, 16 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Timespec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    /// <summary>struct sockaddr_nl, 12 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SockaddrNl
    {
        internal ushort Family;
        internal ushort Pad;
        internal uint Pid;
        internal uint Groups;
    }
}
