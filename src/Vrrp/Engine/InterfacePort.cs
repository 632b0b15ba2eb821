using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>The real <see cref="INetworkPort"/>: one family on one interface of this machine, which may come and go.
/// While it is absent every call is refused with ENODEV. Owned by the engine thread.</summary>
/// <param name="interfaceName">The interface.</param>
/// <param name="family">The family of the advertisements.</param>
/// <param name="shared">The ways to the kernel.</param>
internal sealed class InterfacePort(string interfaceName, IpFamily family, EngineSockets shared)
    : INetworkPort, IDisposable
{
    // Longer than the longest interval: what comes first behind the loss of a route is sent without one.
    private static readonly Duration RoutePatience = Duration.FromSeconds(60);

    private readonly byte[] _frame = new byte[Math.Max(GratuitousArp.FrameLength, NeighborAdvertisement.FrameLength)];
    private VrrpSocket4? _socket4;
    private VrrpSocket6? _socket6;
    private IpAddr _source;
    private LinkState _link;

    // How long a peer over IPv6 that cannot be routed to is one that only just could.
    private Instant _neighborsUntil;

    /// <inheritdoc/>
    public string InterfaceName => interfaceName;

    /// <inheritdoc/>
    public string Explanation => shared.Routes.Explanation;

    /// <summary>The family of the advertisements.</summary>
    public IpFamily Family => family;

    /// <summary>Whether a virtual router here listens to the group. Heeded by <see cref="Attach"/>.</summary>
    public bool JoinsGroup { get; set; }

    /// <summary>The interface's number; 0 while it is absent.</summary>
    public int Index => _link.Index;

    /// <summary>What to poll for advertisements; null while the interface is absent.</summary>
    public FileDescriptor? Descriptor => _socket4?.Descriptor ?? _socket6?.Descriptor;

    /// <summary>Notes the interface's state; opens the socket when the interface is new, or another of the same
    /// name.</summary>
    /// <returns>Whether <see cref="Descriptor"/> changed.</returns>
    /// <exception cref="KernelException">The kernel refuses the socket.</exception>
    public bool Attach(LinkState link)
    {
        var isNew = Descriptor is null || link.Index != _link.Index;
        if (isNew)
        {
            Detach();
            Open(link);
        }
        else if (JoinsGroup)
        {
            _socket4?.JoinGroup();
            _socket6?.JoinGroup();
        }

        _link = link;
        return isNew;
    }

    /// <summary>The interface is gone.</summary>
    public void Detach()
    {
        _socket4?.Dispose();
        _socket6?.Dispose();
        (_socket4, _socket6) = (null, null);
        _link = default;
        _source = default;
        _neighborsUntil = default;
    }

    /// <summary>Takes one received packet.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="datagram">The packet, a view of the buffer, unless it was dropped.</param>
    /// <param name="drop">Why it is none.</param>
    /// <returns>False when nothing waits.</returns>
    public bool TryReceive(Span<byte> buffer, out VrrpDatagram datagram, out DropReason drop)
    {
        drop = DropReason.None;
        if (_socket6 is not null)
        {
            return _socket6.TryReceive(buffer, out datagram);
        }

        datagram = default;
        var length = _socket4?.TryReceive(buffer) ?? 0;
        _ = length > 0 && IPv4Packet.TryRead(buffer[..length], out datagram, out drop);
        return length > 0;
    }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination, out int errno)
    {
        errno = Errno.ENODEV;
        try
        {
            UseSource(source);
        }
        catch (KernelException gone)
        {
            errno = gone.Errno;
            return false;
        }

        return (_socket4, destination.IsMulticast) switch
        {
            (null, true) => _socket6 is not null && _socket6.TrySend(advertisement, out errno),
            (null, false) => _socket6 is not null && TrySendToPeer(advertisement, source, destination, out errno),
            (_, true) => _socket4.TrySend(advertisement, out errno),
            _ => _socket4.TrySend(advertisement, destination, out errno),
        };
    }

    /// <inheritdoc/>
    public bool TryAssign(OwnedAddress address, int leaseSeconds, out int errno) =>
        shared.Routes.TryAssign(IndexOf(address), address.Prefix, leaseSeconds, out errno);

    /// <inheritdoc/>
    public void AbortConnections(ReadOnlySpan<IpAddr> addresses)
    {
        if (shared.Aborts.Left > Duration.Zero)
        {
            // A kernel that cannot, leaves it to the clients' patience.
            var began = MonotonicClock.Now;
            _ = shared.Connections.TryAbort(addresses, began + shared.Aborts.Left, out _, out _);
            shared.Aborts.Spend(MonotonicClock.Now - began);
        }
    }

    /// <inheritdoc/>
    public bool TryRemove(OwnedAddress address, out int errno) =>
        shared.Routes.TryRemove(IndexOf(address), address.Prefix, out errno);

    /// <inheritdoc/>
    public bool TryAnnounce(OwnedAddress address, out int errno)
    {
        var link = LinkOf(address);
        if (address.Prefix.Address.Family == IpFamily.IPv6)
        {
            NeighborAdvertisement.Write(_frame, link.Address, address.Prefix.Address, NeighborRole.Host);
            return shared.Frames.TrySend(
                link.Index, _frame.AsSpan(0, NeighborAdvertisement.FrameLength), out errno);
        }

        return TryAnnounce(link, address, ArpOperation.Request, out errno)
            && TryAnnounce(link, address, ArpOperation.Reply, out errno);
    }

    /// <inheritdoc/>
    public bool TryProbe(OwnedAddress address, out int errno)
    {
        var link = LinkOf(address);
        var length = ArpProbe.FrameLength;
        if (address.Prefix.Address.Family == IpFamily.IPv6)
        {
            NeighborSolicitation.Write(_frame, link.Address, address.Prefix.Address);
            length = NeighborSolicitation.FrameLength;
        }
        else
        {
            ArpProbe.Write(_frame, link.Address, address.Prefix.Address);
        }

        return shared.Frames.TrySend(link.Index, _frame.AsSpan(0, length), out errno);
    }

    /// <inheritdoc/>
    public void Dispose() => Detach();

    private void Open(LinkState link)
    {
        if (family == IpFamily.IPv6)
        {
            _socket6 = new VrrpSocket6(link.Index, interfaceName, JoinsGroup);
        }
        else
        {
            _socket4 = new VrrpSocket4(link.Index, interfaceName, JoinsGroup);
        }
    }

    private void UseSource(IpAddr source)
    {
        if (source != _source)
        {
            _socket4?.SetSource(source);
            _socket6?.SetSource(source);
            _source = source;
        }
    }

    // With the addresses of the interface go its routes over IPv6, but the peers must not lose their patience for an
    // address that is flushed and added again. To the link it needs none. Not for ever: no route is worth a word.
    private bool TrySendToPeer(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr peer, out int errno)
    {
        if (_socket6!.TrySend(advertisement, peer, out errno))
        {
            _neighborsUntil = MonotonicClock.Now + RoutePatience;
            return true;
        }

        if (errno != Errno.ENETUNREACH || MonotonicClock.Now >= _neighborsUntil)
        {
            return false;
        }

        Span<byte> frame = stackalloc byte[AdvertisementFrame.LengthOf(advertisement)];
        AdvertisementFrame.Write(frame, _link.Address, source, peer, advertisement);
        return shared.Frames.TrySend(_link.Index, frame, out errno);
    }

    private bool TryAnnounce(LinkState link, OwnedAddress address, ArpOperation operation, out int errno)
    {
        GratuitousArp.Write(_frame, link.Address, address.Prefix.Address, operation);
        return shared.Frames.TrySend(link.Index, _frame.AsSpan(0, GratuitousArp.FrameLength), out errno);
    }

    private LinkState LinkOf(OwnedAddress address) =>
        address.Interface == interfaceName ? _link : shared.Interfaces[address.Interface];

    private int IndexOf(OwnedAddress address) => LinkOf(address).Index;
}
