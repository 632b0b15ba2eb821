using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>Holds the virtual addresses of one virtual router on lease from the kernel: what is not renewed in time,
/// the kernel takes away. A process that is killed or frozen cannot keep an address.</summary>
internal sealed class AddressKeeper
{
    private readonly INetworkPort _port;
    private readonly Duration _interval;
    private readonly int _leaseSeconds;
    private ImmutableArray<OwnedAddress> _leaving;
    private ImmutableArray<IpAddr> _hosts;
    private Instant _renewedAt;

    /// <summary>Keeps the addresses of one configured virtual router.</summary>
    public AddressKeeper(VirtualRouterConfig config, INetworkPort port)
    {
        _port = port;
        _interval = config.AdvertisementInterval;
        _leaseSeconds = Timing.LeaseSeconds(_interval);
        Addresses = config.Owned;
        Bequeath([]);
    }

    /// <summary>The addresses as they stand on interfaces.</summary>
    public ImmutableArray<OwnedAddress> Addresses { get; }

    /// <summary>How often the lease was renewed.</summary>
    public long Renewals { get; set; }

    /// <summary>Does not remove from now on what another virtual router of this machine owns.</summary>
    public void Bequeath(ImmutableHashSet<OwnedAddress> inherited)
    {
        _leaving = inherited.IsEmpty ? Addresses : [.. Addresses.Where(own => !inherited.Contains(own))];
        _hosts = [.. _leaving.Select(own => own.Prefix.Address)];
    }

    /// <summary>Puts all addresses on the interface.</summary>
    /// <returns>False at the first that the kernel refuses; the earlier ones stay until removed.</returns>
    public bool TryAdd(Instant now, out int errno)
    {
        errno = 0;
        foreach (var address in Addresses)
        {
            if (!_port.TryAssign(address, _leaseSeconds, out errno))
            {
                return false;
            }
        }

        _renewedAt = now;
        return true;
    }

    /// <summary>Renews the lease, if it is time.</summary>
    /// <returns>False when the kernel refuses.</returns>
    public bool TryRenew(Instant now, out int errno)
    {
        errno = 0;
        if (!Timing.IsRenewalDue(now - _renewedAt, _interval))
        {
            return true;
        }

        var renewed = TryAdd(now, out errno);
        Renewals += renewed ? 1 : 0;
        return renewed;
    }

    /// <summary>Whether the kernel has taken the addresses back because nobody renewed their lease.</summary>
    public bool HasLeaseEnded(Instant now) => now - _renewedAt >= Duration.FromSeconds(_leaseSeconds);

    /// <summary>Ends the connections of all addresses, and takes them off the interface, also those behind one that
    /// fails.</summary>
    /// <returns>False when the kernel refused one; its lease ends by itself.</returns>
    public bool TryRemove(out int errno)
    {
        errno = 0;
        _port.AbortConnections(_hosts.AsSpan());
        foreach (var address in _leaving)
        {
            if (!_port.TryRemove(address, out var refused))
            {
                errno = refused;
            }
        }

        return errno == 0;
    }
}
