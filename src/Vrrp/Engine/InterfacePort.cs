using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>The real <see cref="INetworkPort"/>: one interface of this machine, which may come and go. While it is
/// absent every call is refused with ENODEV. Owned by the engine thread.</summary>
/// <param name="interfaceName">The interface.</param>
/// <param name="routes">Adds and removes addresses.</param>
/// <param name="arp">Sends announcements.</param>
internal sealed class InterfacePort(string interfaceName, RouteClient routes, FrameSocket arp)
    : INetworkPort, IDisposable
{
    private readonly byte[] _frame = new byte[GratuitousArp.FrameLength];
    private VrrpSocket4? _socket;
    private LinkState _link;

    /// <inheritdoc/>
    public string InterfaceName => interfaceName;

    /// <inheritdoc/>
    public string Explanation => routes.Explanation;

    /// <summary>The interface's number; 0 while it is absent.</summary>
    public int Index => _link.Index;

    /// <summary>The interface as last heard of.</summary>
    public LinkState Link => _link;

    /// <summary>What to poll for advertisements; null while the interface is absent.</summary>
    public FileDescriptor? Descriptor => _socket?.Descriptor;

    /// <summary>Notes the interface's state; opens the socket when the interface is new, or another of the same
    /// name.</summary>
    /// <returns>Whether <see cref="Descriptor"/> changed.</returns>
    /// <exception cref="Linux.KernelException">The kernel refuses the socket.</exception>
    public bool Attach(LinkState link)
    {
        var isNew = _socket is null || link.Index != _link.Index;
        if (isNew)
        {
            Detach();
            _socket = new VrrpSocket4(link.Index, interfaceName, joinGroup: true);
        }

        _link = link;
        return isNew;
    }

    /// <summary>The interface is gone.</summary>
    public void Detach()
    {
        _socket?.Dispose();
        _socket = null;
        _link = default;
    }

    /// <summary>Says which address advertisements leave from.</summary>
    /// <exception cref="Linux.KernelException">The interface is gone.</exception>
    public void SetSource(IpAddr source) => _socket?.SetSource(source);

    /// <summary>Takes one received packet, IP header included.</summary>
    /// <returns>Its length; 0 when none waits.</returns>
    public int TryReceive(Span<byte> buffer) => _socket?.TryReceive(buffer) ?? 0;

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> advertisement, out int errno)
    {
        errno = Errno.ENODEV;
        return _socket is not null && _socket.TrySend(advertisement, out errno);
    }

    /// <inheritdoc/>
    public bool TryAssign(AddressPrefix address, int leaseSeconds, out int errno) =>
        routes.TryAssign(Index, address, leaseSeconds, out errno);

    /// <inheritdoc/>
    public bool TryRemove(AddressPrefix address, out int errno) => routes.TryRemove(Index, address, out errno);

    /// <inheritdoc/>
    public bool TryAnnounce(IpAddr address, out int errno) =>
        TryAnnounce(address, ArpOperation.Request, out errno) && TryAnnounce(address, ArpOperation.Reply, out errno);

    /// <inheritdoc/>
    public void Dispose() => Detach();

    private bool TryAnnounce(IpAddr address, ArpOperation operation, out int errno)
    {
        GratuitousArp.Write(_frame, _link.Address, address, operation);
        return arp.TrySend(Index, _frame, out errno);
    }
}
