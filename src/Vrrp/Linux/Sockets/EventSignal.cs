using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Wakes a thread that sleeps in <see cref="PollLoop"/>: an eventfd that is readable from <see cref="Set"/> to
/// <see cref="Clear"/>.</summary>
internal sealed class EventSignal : IDisposable
{
    private const int EfdNonBlockCloseOnExec = SocketConstants.SOCK_NONBLOCK | SocketConstants.SOCK_CLOEXEC;

    /// <summary>Opens the signal, not set.</summary>
    /// <exception cref="KernelException">The process has no descriptor left.</exception>
    public EventSignal()
    {
        Descriptor = new(Libc.EventFd(0, EfdNonBlockCloseOnExec));
        if (Descriptor.IsInvalid)
        {
            throw new KernelException("open a signal between threads", "eventfd", Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor { get; }

    /// <summary>Wakes the sleeper, or keeps it from falling asleep. Any thread may call it, any number of times; after
    /// <see cref="Dispose"/> there is nobody to wake and nothing happens.</summary>
    public void Set()
    {
        try
        {
            // EAGAIN, the only refusal, says that the signal is set as often as can be counted: it is set.
            while (Libc.Write(Descriptor, 1, sizeof(ulong)) < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR)
            {
            }
        }
        catch (ObjectDisposedException)
        {
            // The sleeper went away between the caller's look and this call; no lock could make that order matter.
        }
    }

    /// <summary>Takes all wake-ups at once. Clear BEFORE reading what the signal stands for, or a wake-up is
    /// lost.</summary>
    public void Clear()
    {
        var count = 0UL;
        // EAGAIN says that it was not set.
        while (Libc.Read(Descriptor, ref count, sizeof(ulong)) < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Descriptor.Dispose();
}
