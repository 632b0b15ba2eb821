using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Sockets;
using static Gateway.Vrrp.Linux.Interop.NetlinkConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Ends TCP connections of this network namespace, whichever process has them: the peer gets a reset at once,
/// instead of silence from an address that moved. Allocates nothing. Owned by one thread.</summary>
/// <remarks>Abort BEFORE the address is removed: the reset comes from it.</remarks>
internal sealed class ConnectionAborter : IDisposable
{
    // A connection may come about, or be passed over, while the kernel lists them.
    private const int MaxLists = 5;

    // As many refusals as the receive buffer holds.
    private const int BatchLength = 128;

    private const int EndRequestBytes = 72;
    private const int FlagsOffset = 6;
    private const int AnswerBytes = 64 * 1024;
    private const int AnswerTimeoutSeconds = 1;

    private readonly byte[] _request = new byte[ConnectionMessage.ListBytes];
    private readonly byte[] _batch = new byte[BatchLength * EndRequestBytes];
    private readonly byte[] _listed = GC.AllocateUninitializedArray<byte>(AnswerBytes, pinned: true);
    private readonly byte[] _answer = GC.AllocateUninitializedArray<byte>(AnswerBytes, pinned: true);

    // The list goes on while connections are ended: two ways to the kernel.
    private readonly KernelSocket? _lists;
    private readonly KernelSocket? _ends;
    private int _batchBytes;
    private uint _sequence;

    /// <summary>Opens the ways to the kernel. One that knows nothing of sockets is found out by
    /// <see cref="TryAbort"/>.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public ConnectionAborter()
    {
        try
        {
            _lists = Open();
            _ends = Open();
        }
        catch (KernelException refused) when (refused.Errno == Errno.EPROTONOSUPPORT)
        {
            Dispose();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Ends every connection with one of these local addresses, also those that wait to be accepted. Listeners
    /// stay. A list takes the kernel some milliseconds, however few connections there are: it looks through a table
    /// that grows with the memory of the machine.</summary>
    /// <param name="locals">Addresses of this host; an IPv4 one also where a dual-stack listener accepted it.</param>
    /// <param name="deadline">When to give up, if connections come faster than they go. Looked at between lists and
    /// their parts, so that it is passed by some milliseconds at most.</param>
    /// <param name="aborted">How many were ended.</param>
    /// <param name="errno">0, or why not all were: EOPNOTSUPP when the kernel is built without
    /// (CONFIG_INET_DIAG_DESTROY), EPERM without CAP_NET_ADMIN, ETIMEDOUT at the deadline or when the kernel did not
    /// answer.</param>
    /// <returns>Whether none is left.</returns>
    public bool TryAbort(ReadOnlySpan<IpAddr> locals, Instant deadline, out int aborted, out int errno)
    {
        aborted = 0;
        errno = _ends is null ? Errno.EOPNOTSUPP : 0;
        while (errno == 0 && !locals.IsEmpty)
        {
            var some = locals[..Math.Min(locals.Length, ConnectionMessage.MaxAddresses)];
            locals = locals[some.Length..];
            errno = Abort(some, deadline, ref aborted);
        }

        return errno == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lists?.Dispose();
        _ends?.Dispose();
    }

    private static KernelSocket Open()
    {
        var socket = new KernelSocket(SocketConstants.AF_NETLINK, SocketConstants.SOCK_RAW,
            SockDiagConstants.NETLINK_SOCK_DIAG, "open a way to abort connections");
        try
        {
            socket.SetOption(
                SocketConstants.SOL_SOCKET, SocketConstants.SO_RCVTIMEO, new TimeVal(AnswerTimeoutSeconds, 0));
            socket.SetOption(SOL_NETLINK, NETLINK_CAP_ACK, 1);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Until a list is empty.
    private int Abort(ReadOnlySpan<IpAddr> locals, Instant deadline, ref int aborted)
    {
        var errno = 0;
        var before = -1;
        for (var list = 0; errno == 0 && before != aborted; list++)
        {
            before = aborted;
            errno = list == MaxLists || MonotonicClock.Now >= deadline
                ? Errno.ETIMEDOUT
                : AbortOnce(locals, deadline, ref aborted);
        }

        return errno;
    }

    private int AbortOnce(ReadOnlySpan<IpAddr> locals, Instant deadline, ref int aborted)
    {
        var errno = AbortListed(SocketConstants.AF_INET6, locals, deadline, ref aborted);
        return errno == 0 && HasIPv4(locals)
            ? AbortListed(SocketConstants.AF_INET, locals, deadline, ref aborted)
            : errno;
    }

    private static bool HasIPv4(ReadOnlySpan<IpAddr> locals)
    {
        foreach (var local in locals)
        {
            if (local.Family == IpFamily.IPv4)
            {
                return true;
            }
        }

        return false;
    }

    private int AbortListed(int family, ReadOnlySpan<IpAddr> locals, Instant deadline, ref int aborted)
    {
        // The kernel refuses a list while an earlier one, given up halfway, waits to be read.
        Discard(_lists!);
        _batchBytes = 0;
        var number = ++_sequence;
        var last = !Send(_lists!, ConnectionMessage.WriteList(_request, number, family, locals), out var errno);
        while (!last && errno == 0)
        {
            var part = Receive(_lists!, _listed, out errno);
            if (errno == 0)
            {
                last = AbortPart(part, number, ref aborted, out errno);
            }

            if (errno == 0 && !last && MonotonicClock.Now > deadline)
            {
                errno = Errno.ETIMEDOUT;
            }
        }

        return errno;
    }

    // Returns whether it was the last part.
    private bool AbortPart(ReadOnlySpan<byte> part, uint number, ref int aborted, out int errno)
    {
        errno = 0;
        var last = false;
        var reader = new NetlinkReader(part);
        while (errno == 0 && !last && reader.TryRead(out var message))
        {
            if (message.Sequence != number)
            {
                continue;
            }

            last = message.Type is NLMSG_DONE or NLMSG_ERROR;
            if (last)
            {
                errno = Acknowledgement.ErrorOf(message.Payload);
            }
            else if (ConnectionMessage.TryRead(message, out var connection))
            {
                _batchBytes += ConnectionMessage.WriteEnd(_batch.AsSpan(_batchBytes), ++_sequence, connection);
                errno = _batchBytes == _batch.Length ? EndBatch(ref aborted) : 0;
            }
        }

        // ENOENT: the kernel has no list of TCP connections.
        errno = errno switch { 0 => EndBatch(ref aborted), Errno.ENOENT => Errno.EOPNOTSUPP, _ => errno };
        return last;
    }

    private int EndBatch(ref int aborted)
    {
        if (_batchBytes == 0)
        {
            return 0;
        }

        // The last one is answered in any case, the others when they are refused.
        const ushort flags = NLM_F_REQUEST | NLM_F_ACK;
        MemoryMarshal.Write(_batch.AsSpan(_batchBytes - EndRequestBytes + FlagsOffset), flags);
        var batch = _batch.AsSpan(0, _batchBytes);
        _batchBytes = 0;
        if (Send(_ends!, batch, out var errno))
        {
            aborted += (batch.Length / EndRequestBytes) - AwaitAnswers(out errno);
        }

        return errno;
    }

    // Returns how many were not ended.
    private int AwaitAnswers(out int errno)
    {
        var refused = 0;
        errno = 0;
        while (true)
        {
            var datagram = Receive(_ends!, _answer, out var failure);
            if (failure != 0)
            {
                // What lost answers would have said, the next list says.
                Discard(_ends!);
                errno = failure == Errno.ENOBUFS ? errno : failure;
                return refused;
            }

            var reader = new NetlinkReader(datagram);
            while (reader.TryRead(out var message))
            {
                var answer = Acknowledgement.ErrorOf(message.Payload);
                refused += answer == 0 ? 0 : 1;
                // Gone meanwhile is what was wanted.
                errno = answer is 0 or Errno.ENOENT or Errno.ESTALE ? errno : answer;
                if (message.Sequence == _sequence)
                {
                    return refused;
                }
            }
        }
    }

    private void Discard(KernelSocket socket)
    {
        int errno;
        do
        {
            _ = socket.Receive(_answer, SocketConstants.MSG_DONTWAIT, out errno);
        }
        while (errno is 0 or Errno.ENOBUFS);
    }

    private static bool Send(KernelSocket socket, ReadOnlySpan<byte> request, out int errno) =>
        socket.TrySendTo(request, new SockAddrNl(SocketConstants.AF_NETLINK, 0, 0, 0), out errno);

    private static ReadOnlySpan<byte> Receive(KernelSocket socket, byte[] buffer, out int errno)
    {
        var length = socket.Receive(buffer, SocketConstants.MSG_TRUNC, out errno);
        if (errno == Errno.EAGAIN)
        {
            errno = Errno.ETIMEDOUT;
        }
        else if (length > buffer.Length)
        {
            errno = Errno.ENOBUFS;
        }

        return errno == 0 ? buffer.AsSpan(0, length) : default;
    }
}
