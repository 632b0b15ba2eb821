using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;

namespace Gateway.Vrrp.Engine;

/// <summary>The <see cref="INetworkPort"/> of a virtual router with a virtual MAC address: its addresses stand on a
/// macvlan, and what it sends to the group and to all of the segment leaves through that, so that switches learn the
/// way. What goes to a peer leaves through the interface below, for the answer to ARP is the way back there, too. Owned
/// by the engine thread.</summary>
internal sealed class VirtualMacPort : INetworkPort, IDisposable
{
    private readonly InterfacePort _below;
    private readonly InterfacePort _above;
    private readonly EngineSockets _shared;
    private readonly VirtualMacDevice _device;
    private readonly HashSet<OwnedAddress> _standing;
    private string _refusal = "";

    /// <summary>A port for one virtual router above one interface.</summary>
    public VirtualMacPort(VirtualRouterConfig config, InterfacePort below, StrictArp arp, EngineSockets shared)
    {
        Router = config.Name;
        _below = below;
        _shared = shared;
        _device = new VirtualMacDevice(config, arp, shared);
        _above = new InterfacePort(_device.Name, config.Family, shared);
        _standing = new HashSet<OwnedAddress>(config.Owned.Length);
    }

    /// <summary>The virtual router's name.</summary>
    public string Router { get; }

    /// <inheritdoc/>
    public string InterfaceName => _below.InterfaceName;

    /// <summary>The interface below.</summary>
    public InterfacePort Below => _below;

    /// <inheritdoc/>
    public string Explanation => _refusal.Length > 0 ? _refusal : _below.Explanation;

    /// <summary>Makes the macvlan as soon as its interface is there: a refusal is heard before the first
    /// takeover.</summary>
    /// <param name="link">The interface below; default while it is absent.</param>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Attach(LinkState link)
    {
        if (link.Index == 0)
        {
            _above.Detach();
            return;
        }

        _device.Make(link);
        _ = _above.Attach(_device.Link);
    }

    /// <summary>Deletes the macvlan, unless an address still stands on it.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Retire()
    {
        _above.Detach();
        if (_standing.Count == 0)
        {
            _device.Delete();
        }
    }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> advertisement, IpAddr source, IpAddr destination, out int errno) =>
        (destination.IsMulticast && _standing.Count > 0 ? _above : _below)
            .TrySend(advertisement, source, destination, out errno);

    /// <inheritdoc/>
    public bool TryAssign(OwnedAddress address, int leaseSeconds, out int errno)
    {
        if (address.Interface != _device.Name)
        {
            return _below.TryAssign(address, leaseSeconds, out errno);
        }

        if (!TryPut(address, leaseSeconds, out errno))
        {
            if (errno != Errno.ENODEV)
            {
                LowerUnlessNeeded();
                return false;
            }

            // Somebody deleted it, and the event comes later: another one.
            _device.Forget();
            if (!TryPut(address, leaseSeconds, out errno))
            {
                return false;
            }
        }

        _standing.Add(address);
        return true;
    }

    /// <inheritdoc/>
    public void AbortConnections(ReadOnlySpan<IpAddr> addresses) => _below.AbortConnections(addresses);

    /// <inheritdoc/>
    public bool TryRemove(OwnedAddress address, out int errno)
    {
        var isGone = _below.TryRemove(address, out errno);
        if (address.Interface == _device.Name)
        {
            _standing.Remove(address);
            // AFTER the address, and even if the kernel keeps that: whoever is Master now has the MAC address.
            var refused = LowerUnlessNeeded();
            errno = errno == 0 ? refused : errno;
        }

        return isGone && errno == 0;
    }

    /// <inheritdoc/>
    public bool TryAnnounce(OwnedAddress address, out int errno) => _below.TryAnnounce(address, out errno);

    /// <summary>As the interface below: a Backup has no other.</summary>
    public bool TryProbe(OwnedAddress address, out int errno) => _below.TryProbe(
        address.Interface == _device.Name ? address with { Interface = InterfaceName } : address, out errno);

    /// <inheritdoc/>
    public void Dispose() => _above.Dispose();

    private bool TryPut(OwnedAddress address, int leaseSeconds, out int errno) =>
        TryRaise(out errno) && _below.TryAssign(address, leaseSeconds, out errno);

    private bool TryRaise(out int errno)
    {
        errno = 0;
        if (_standing.Count > 0 && _device.Link.IsUp)
        {
            return true;
        }

        try
        {
            Attach(_shared.Interfaces[InterfaceName]);
            _device.SetUp();
            _refusal = "";
        }
        catch (KernelException refused)
        {
            (errno, _refusal) = (refused.Errno, refused.Message);
        }

        return errno == 0;
    }

    private int LowerUnlessNeeded() => _standing.Count > 0 || _device.TrySetDown(out var errno) ? 0 : errno;
}
