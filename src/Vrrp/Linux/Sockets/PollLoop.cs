using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Sleeps until a descriptor is readable or a deadline is reached. A handful of descriptors, so ppoll: its
/// timeout has nanoseconds and there is nothing to register. Owned by one thread.</summary>
internal sealed class PollLoop
{
    private const int Vacant = -1;

    // Pinned, for the kernel writes into it while the thread sleeps.
    private PollFd[] _entries = GC.AllocateArray<PollFd>(8, pinned: true);
    private int _count;

    /// <summary>Watches a descriptor. It is not kept open: Remove it BEFORE it is disposed.</summary>
    /// <returns>The index to ask for it by, valid until removed; the lowest vacant one.</returns>
    public int Add(FileDescriptor descriptor)
    {
        var index = FindVacant();
        _entries[index] = new(descriptor.Number, PollFd.POLLIN, 0);
        return index;
    }

    /// <summary>Stops watching. The index may be given out again.</summary>
    public void Remove(int index) => _entries[index] = new(Vacant, 0, 0);

    /// <summary>Sleeps until a descriptor is readable or the deadline is reached. <see cref="Instant.Never"/> sleeps
    /// without limit; a deadline in the past only looks.</summary>
    /// <returns>Whether any descriptor is readable.</returns>
    /// <exception cref="KernelException">The kernel refuses, or a watched descriptor was closed.</exception>
    public bool Wait(Instant deadline)
    {
        int ready;
        // A signal does not end the sleep; what is left of it is computed anew.
        while ((ready = Poll(deadline)) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
            {
                throw new KernelException("wait for packets", "ppoll", errno);
            }
        }

        return ready > 0;
    }

    /// <summary>Whether the last <see cref="Wait"/> found something to read there: data, or an error that the read will
    /// tell.</summary>
    /// <exception cref="KernelException">The descriptor was closed while watched.</exception>
    public bool IsReadable(int index)
    {
        var returned = _entries[index].Returned;
        return (returned & PollFd.POLLNVAL) == 0
            ? returned != 0
            : throw new KernelException("wait for packets", "ppoll", Errno.EBADF);
    }

    private int Poll(Instant deadline)
    {
        // Never is 292 years away, which the kernel takes for what it means.
        var left = Math.Max(0, (deadline - MonotonicClock.Now).Nanoseconds);
        var timeout = new TimeSpec(left / 1_000_000_000, left % 1_000_000_000);
        return Libc.PPoll(_entries, (nuint)_count, timeout, 0);
    }

    private int FindVacant()
    {
        for (var index = 0; index < _count; index++)
        {
            if (_entries[index].Number == Vacant)
            {
                return index;
            }
        }

        if (_count == _entries.Length)
        {
            var larger = GC.AllocateArray<PollFd>(_count * 2, pinned: true);
            _entries.CopyTo(larger, 0);
            _entries = larger;
        }

        return _count++;
    }
}
