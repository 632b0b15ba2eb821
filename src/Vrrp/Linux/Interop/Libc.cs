using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>The system calls of the engine, as the C library exports them. Every one sets the error number, unless it
/// says otherwise.</summary>
internal static partial class Libc
{
    // The runtime loads libc.so.6 or musl's library for this name.
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(FileDescriptor fd, ReadOnlySpan<byte> address, uint addressLength);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSockOpt(FileDescriptor fd, int level, int name, ReadOnlySpan<byte> value, uint length);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Recv(FileDescriptor fd, Span<byte> buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(
        FileDescriptor fd, ReadOnlySpan<byte> buffer, nuint length, int flags,
        ReadOnlySpan<byte> address, uint addressLength);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initialValue, int flags);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(FileDescriptor fd, ref ulong value, nuint length);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(FileDescriptor fd, Span<byte> buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(FileDescriptor fd, ReadOnlySpan<byte> buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(FileDescriptor fd, in ulong value, nuint length);

    [LibraryImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    public static partial int PPoll(Span<PollFd> fds, nuint count, in TimeSpec timeout, nint signalMask);

    [LibraryImport(Library, EntryPoint = "sched_setscheduler", SetLastError = true)]
    public static partial int SchedSetScheduler(int pid, int policy, in SchedParam param);

    [LibraryImport(Library, EntryPoint = "setpriority", SetLastError = true)]
    public static partial int SetPriority(int which, uint who, int priority);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatX(int folder, string path, int flags, uint mask, out Statx found);

    // It cannot fail.
    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint GetEUid();

    /// <summary>The one that returns the error number instead.</summary>
    [LibraryImport(Library, EntryPoint = "pthread_sigmask")]
    public static partial int PThreadSigMask(int how, in SigSet set, out SigSet before);

    [LibraryImport(Library, EntryPoint = "signalfd", SetLastError = true)]
    public static partial int SignalFd(int fd, in SigSet signals, int flags);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int PrCtl(int option, nuint argument);

    /// <summary>The one that cannot fail.</summary>
    [LibraryImport(Library, EntryPoint = "getppid")]
    public static partial int GetPPid();
}
