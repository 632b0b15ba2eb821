using Microsoft.Win32.SafeHandles;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>An open file descriptor. A call that is under way on another thread keeps it open, so its number is never
/// reused under that call.</summary>
internal sealed class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    /// <summary>Takes over the descriptor that a system call returned; -1 makes an invalid one.</summary>
    public FileDescriptor(int number)
        : base(ownsHandle: true) => SetHandle(number);

    /// <summary>The number, for the poll set. Valid until disposed.</summary>
    public int Number => (int)handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
