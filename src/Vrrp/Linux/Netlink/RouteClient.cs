using System.Text;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Sockets;
using static Gateway.Vrrp.Linux.Interop.NetlinkConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Asks the kernel to add and remove addresses and links, and what interfaces and addresses there are. Every
/// request waits for its answer. Owned by one thread.</summary>
internal sealed partial class RouteClient : IDisposable
{
    /// <summary>What our addresses carry as IFA_PROTO, by which a later life of this program knows them.</summary>
    public const byte AddressTag = 0xC7;

    // The kernel answers before the send returns: the timeout is for an answer that was lost, and does not bound the
    // wait for the lock that every change to the network takes.
    private const int AnswerTimeoutSeconds = 1;

    private const int RequestBytes = 256;

    // The kernel fills at most 32 KiB at once.
    private const int AnswerBytes = 64 * 1024;

    private readonly byte[] _request = GC.AllocateArray<byte>(RequestBytes, pinned: true);
    private readonly byte[] _answer = GC.AllocateUninitializedArray<byte>(AnswerBytes, pinned: true);
    private readonly byte[] _words = new byte[256];
    private readonly KernelSocket _socket;
    private int _wordsLength;
    private uint _sequence;

    /// <summary>Opens the way to the kernel.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public RouteClient()
    {
        _socket = new(SocketConstants.AF_NETLINK, SocketConstants.SOCK_RAW, NETLINK_ROUTE,
            "open a way to ask the kernel for addresses");
        try
        {
            _socket.SetOption(
                SocketConstants.SOL_SOCKET, SocketConstants.SO_RCVTIMEO, new TimeVal(AnswerTimeoutSeconds, 0));
            _socket.SetOption(SOL_NETLINK, NETLINK_CAP_ACK, 1);
            _socket.SetOption(SOL_NETLINK, NETLINK_EXT_ACK, 1);
            _socket.Bind(new SockAddrNl(SocketConstants.AF_NETLINK, 0, 0, 0));
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>The kernel's own words about the last refusal, for the log; empty when it had none.</summary>
    public string Explanation => Encoding.UTF8.GetString(_words, 0, _wordsLength);

    /// <summary>Puts an address on an interface, or renews its lease: when not renewed in time, the kernel removes it.
    /// It is tagged, adds no route, is used for no connection of this host's own, and IPv6 uses it at once, without
    /// looking for a duplicate. Allocates nothing.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="address">The address. IPv4 tells the same address with another prefix apart, IPv6 does not.</param>
    /// <param name="leaseSeconds">1 or more. The kernel removes the address that many seconds later, never sooner, and
    /// up to 0.6 s after.</param>
    /// <param name="errno">0, or why not: EPERM without CAP_NET_ADMIN, ENODEV when the interface is gone, EACCES
    /// when IPv6 is off there, ETIMEDOUT when the answer did not come.</param>
    /// <returns>True when the kernel has acknowledged it: the address is there. The event of a new IPv6 address may
    /// come after that.</returns>
    public bool TryAssign(int interfaceIndex, AddressPrefix address, int leaseSeconds, out int errno)
    {
        var flags = IfAddrConstants.IFA_F_NOPREFIXROUTE;
        if (address.Address.Family == IpFamily.IPv6)
        {
            flags |= IfAddrConstants.IFA_F_NODAD;
        }

        var wanted = new InterfaceAddress(interfaceIndex, address, AddressTag, flags);
        var lease = (uint)Math.Max(0, leaseSeconds);
        errno = Request(AddressMessage.WriteAssign(_request, ++_sequence, wanted, lease));
        return errno == 0;
    }

    /// <summary>Takes an address off an interface. Allocates nothing.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="address">The address with the prefix it was put there with.</param>
    /// <param name="errno">0, or why not: EPERM without CAP_NET_ADMIN, ETIMEDOUT when the answer did not come.</param>
    /// <returns>True when the kernel has acknowledged it, or the address or the whole interface was gone
    /// before.</returns>
    public bool TryRemove(int interfaceIndex, AddressPrefix address, out int errno)
    {
        var unwanted = new InterfaceAddress(interfaceIndex, address, AddressTag, 0);
        errno = Request(AddressMessage.WriteRemove(_request, ++_sequence, unwanted));
        if (errno is Errno.EADDRNOTAVAIL or Errno.ENODEV or Errno.ENXIO)
        {
            errno = 0;
        }

        return errno == 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private int Request(ReadOnlySpan<byte> request)
    {
        _wordsLength = 0;
        return Send(request, out var errno) ? AwaitAcknowledgement() : errno;
    }

    private bool Send(ReadOnlySpan<byte> request, out int errno) =>
        _socket.TrySendTo(request, new SockAddrNl(SocketConstants.AF_NETLINK, 0, 0, 0), out errno);

    private int AwaitAcknowledgement()
    {
        while (true)
        {
            var datagram = ReceiveAnswer(out var errno);
            if (errno != 0)
            {
                return errno;
            }

            var reader = new NetlinkReader(datagram);
            while (reader.TryRead(out var message))
            {
                // Another number is the late answer to a request that was given up.
                if (message.Sequence == _sequence && message.Type == NLMSG_ERROR)
                {
                    var acknowledgement = new Acknowledgement(message);
                    _wordsLength = acknowledgement.CopyWordsTo(_words);
                    return acknowledgement.Errno;
                }
            }
        }
    }

    private ReadOnlySpan<byte> ReceiveAnswer(out int errno)
    {
        var length = _socket.Receive(_answer, SocketConstants.MSG_TRUNC, out errno);
        if (errno == Errno.EAGAIN)
        {
            errno = Errno.ETIMEDOUT;
        }
        else if (length > _answer.Length)
        {
            // Cut: as good as lost.
            errno = Errno.ENOBUFS;
        }

        return errno == 0 ? _answer.AsSpan(0, length) : default;
    }
}
