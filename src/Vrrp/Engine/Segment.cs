using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>One interface with the virtual routers on it: tells each packet to the router it means, and each change of
/// the link or its addresses to all of them. Owned by the engine thread.</summary>
internal sealed class Segment
{
    private const int LongestPacket = 2048;

    private static readonly Fault InterfaceAbsent = new(FaultKind.InterfaceAbsent);
    private static readonly Fault InterfaceDown = new(FaultKind.InterfaceDown);
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);
    private static readonly Fault SourceAddressMissing = new(FaultKind.SourceAddressMissing);

    private readonly VirtualRouter[] _routers;
    private readonly VirtualRouter?[] _byId = new VirtualRouter?[256];
    private readonly EventRing _events;
    private readonly byte[] _packet = new byte[LongestPacket];

    /// <summary>Puts the routers on the port's interface.</summary>
    public Segment(InterfacePort port, VirtualRouter[] routers, EventRing events)
    {
        Port = port;
        _routers = routers;
        _events = events;
        foreach (var router in routers)
        {
            _byId[router.Config.VirtualRouterId] = router;
        }
    }

    /// <summary>The interface.</summary>
    public InterfacePort Port { get; }

    /// <summary>Packets that fell before it was clear which router they meant.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>Reads and handles all packets that wait.</summary>
    public void ReceiveAll(Instant now)
    {
        int length;
        while ((length = Port.TryReceive(_packet)) > 0)
        {
            Receive(now, _packet.AsSpan(0, length));
        }
    }

    /// <summary>Tells the routers what the link looks like; default when it is absent.</summary>
    public void LinkChanged(Instant now, LinkState link)
    {
        var present = link.Index != 0;
        foreach (var router in _routers)
        {
            // What is new BEFORE what is over: the set must not be empty in between.
            router.SetFault(now, InterfaceAbsent, !present);
            router.SetFault(now, InterfaceDown, present && !link.IsUp);
            router.SetFault(now, CarrierLost, present && link.IsUp && !link.HasCarrier);
        }
    }

    /// <summary>Chooses the address that advertisements leave from: the node's own as the file has it, or the
    /// interface's first that is nobody's virtual address.</summary>
    /// <exception cref="Linux.KernelException">The interface went away meanwhile.</exception>
    public void AddressesChanged(Instant now, List<InterfaceAddress> addresses)
    {
        var source = default(IpAddr);
        foreach (var candidate in addresses)
        {
            if (candidate.InterfaceIndex == Port.Index && IsUsableSource(candidate)
                && (source == default || candidate.Address.Address == _routers[0].Config.SourceAddress))
            {
                source = candidate.Address.Address;
            }
        }

        Port.SetSource(source);
        foreach (var router in _routers)
        {
            if (source != default)
            {
                router.SetSource(now, source);
            }

            router.SetFault(now, SourceAddressMissing, source == default);
        }
    }

    /// <summary>Whether an address is one of ours to keep: tagged, or virtual in our configuration.</summary>
    public bool IsVirtual(InterfaceAddress address)
    {
        foreach (var router in _routers)
        {
            foreach (var own in router.Addresses)
            {
                if (own.Address == address.Address.Address)
                {
                    return true;
                }
            }
        }

        return address.IsTagged;
    }

    /// <summary>The kernel says that an address is gone from the interface.</summary>
    public void AddressLost(Instant now, AddressPrefix address)
    {
        foreach (var router in _routers)
        {
            router.AddressLost(now, address);
        }
    }

    /// <summary>After lost events: what a Master should have and the interface does not, was lost too.</summary>
    public void RestoreMissing(Instant now, List<InterfaceAddress> present)
    {
        foreach (var router in _routers)
        {
            foreach (var own in router.Addresses)
            {
                if (!present.Exists(found => found.InterfaceIndex == Port.Index && found.Address == own))
                {
                    router.AddressLost(now, own);
                }
            }
        }
    }

    private bool IsUsableSource(InterfaceAddress address) =>
        address.Address.Address.Family == IpFamily.IPv4 && !address.IsTentative && !IsVirtual(address);

    private void Receive(Instant now, ReadOnlySpan<byte> packet)
    {
        if (!AdvertisementReader.TryReadVirtualRouterId(packet, out var id, out var drop))
        {
            Count(now, drop);
        }
        else if (_byId[id] is { } router)
        {
            router.Receive(now, packet);
        }
        else
        {
            Count(now, DropReason.UnknownVirtualRouter);
        }
    }

    private void Count(Instant now, DropReason reason)
    {
        if (Drops.Count(now, reason, out var untold))
        {
            _events.Publish(new()
            {
                Kind = VrrpEventKind.AdvertisementsDropped,
                At = now,
                Drop = reason,
                Count = untold,
                Detail = Port.InterfaceName,
            });
        }
    }
}
