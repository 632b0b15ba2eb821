using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Sockets;
using static Gateway.Vrrp.Linux.Interop.NetlinkConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Hears of every change to interfaces and addresses of this network namespace. Each renewal of a lease is
/// heard too; events of addresses allocate nothing. Owned by one thread.</summary>
/// <remarks>Open it BEFORE the first dump, and what happens in between is not missed.</remarks>
internal sealed class LinkMonitor : IDisposable
{
    // A notification has a few hundred bytes, of an interface up to a few thousand.
    private const int BufferBytes = 32 * 1024;

    // Room for thousands of events, as when a bridge with all its ports goes.
    private const int ReceiveBufferBytes = 1024 * 1024;

    private const uint Groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
    private readonly KernelSocket _socket;
    private int _offset;
    private int _length;

    /// <summary>Subscribes.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public LinkMonitor()
    {
        _socket = new(SocketConstants.AF_NETLINK, SocketConstants.SOCK_RAW | SocketConstants.SOCK_NONBLOCK,
            NETLINK_ROUTE, "watch the interfaces");
        try
        {
            // Forced needs CAP_NET_ADMIN; without, as much as the administrator allows.
            if (!_socket.TrySetOption(SocketConstants.SOL_SOCKET, SocketConstants.SO_RCVBUFFORCE, ReceiveBufferBytes))
            {
                _socket.SetOption(SocketConstants.SOL_SOCKET, SocketConstants.SO_RCVBUF, ReceiveBufferBytes);
            }

            _socket.Bind(new SockAddrNl(SocketConstants.AF_NETLINK, 0, 0, Groups));
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor => _socket.Descriptor;

    /// <summary>Takes the next event, without waiting. Call until false: events may be left that the poll set does not
    /// show.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="KernelException">The kernel refuses for a reason that does not pass.</exception>
    public bool TryRead(out LinkEvent happened)
    {
        do
        {
            while (TryReadMessage(out var message))
            {
                if (TryInterpret(message, out happened))
                {
                    return true;
                }
            }
        }
        while (TryReceive(out happened));
        return happened.Kind != LinkEventKind.None;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static bool TryInterpret(NetlinkMessage message, out LinkEvent happened)
    {
        var (kind, link, address, index) = (LinkEventKind.None, default(LinkState), default(InterfaceAddress), 0);
        switch (message.Type)
        {
            case RTM_NEWLINK when LinkMessage.TryRead(message, out link):
                (kind, index) = (LinkEventKind.LinkChanged, link.Index);
                break;
            case RTM_DELLINK when LinkMessage.TryReadIndex(message, out index):
                kind = LinkEventKind.LinkRemoved;
                break;
            case RTM_NEWADDR when AddressMessage.TryRead(message, out address):
                (kind, index) = (LinkEventKind.AddressAdded, address.InterfaceIndex);
                break;
            case RTM_DELADDR when AddressMessage.TryRead(message, out address):
                (kind, index) = (LinkEventKind.AddressRemoved, address.InterfaceIndex);
                break;
        }

        happened = new(kind, index, link, address);
        return kind != LinkEventKind.None;
    }

    private bool TryReadMessage(out NetlinkMessage message)
    {
        var reader = new NetlinkReader(_buffer.AsSpan(_offset, _length - _offset));
        var found = reader.TryRead(out message);
        _offset = _length - reader.Remaining;
        return found;
    }

    // True with a datagram; false without, and then perhaps with the one event that is no message.
    private bool TryReceive(out LinkEvent happened)
    {
        happened = default;
        (_offset, _length) = (0, 0);
        var length = _socket.Receive(_buffer, SocketConstants.MSG_TRUNC, out var errno);
        if (errno == Errno.ENOBUFS || length > _buffer.Length)
        {
            DiscardAll();
            happened = new(LinkEventKind.Resync, 0, default, default);
            return false;
        }

        if (errno is not (0 or Errno.EAGAIN))
        {
            throw new KernelException("watch the interfaces", "recv", errno);
        }

        _length = Math.Max(length, 0);
        return length > 0;
    }

    // What still waits is older than the dump that follows, which it must not undo.
    private void DiscardAll()
    {
        int errno;
        do
        {
            _ = _socket.Receive(_buffer, 0, out errno);
        }
        while (errno is 0 or Errno.ENOBUFS);
    }
}
