using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct pollfd of poll.h: 8 bytes. The kernel writes <see cref="Returned"/> and passes over a negative
/// number.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PollFd(int Number, short Events, short Returned)
{
    public const short POLLIN = 0x1;
    public const short POLLERR = 0x8;
    public const short POLLNVAL = 0x20;
}
