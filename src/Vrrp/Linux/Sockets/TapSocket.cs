using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Receives what other hosts sent to an interface, as far as a filter in the kernel accepts it, BEFORE a
/// firewall of this host can drop it.</summary>
internal abstract class TapSocket : IDisposable
{
    private readonly KernelSocket _socket;
    private readonly string _intent;

    /// <summary>Opens the socket.</summary>
    /// <param name="type">SOCK_RAW for whole frames, SOCK_DGRAM for what is in them.</param>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="filter">What to accept; the offsets are those of the type.</param>
    /// <param name="intent">What the socket is for; every error says so.</param>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the interface is gone.</exception>
    protected TapSocket(int type, int interfaceIndex, ReadOnlySpan<SockFilter> filter, string intent)
    {
        _intent = intent;
        _socket = KernelSocket.OpenTap(type, interfaceIndex, filter, intent);
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor => _socket.Descriptor;

    /// <summary>Receives one packet or frame, without waiting.</summary>
    /// <param name="buffer">Where to; a longer one is cut.</param>
    /// <returns>The bytes received; 0 when nothing is there, or the interface is down or gone (netlink
    /// tells).</returns>
    /// <exception cref="KernelException">The kernel refuses for a reason that does not pass.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        var length = _socket.Receive(buffer, 0, out var errno);
        return errno == 0 ? length
            : KernelSocket.IsNothing(errno) ? 0
            : throw new KernelException(_intent, "recv", errno);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
