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
    private const int PacketsPerTurn = 64;

    private static readonly Fault InterfaceAbsent = new(FaultKind.InterfaceAbsent);
    private static readonly Fault InterfaceDown = new(FaultKind.InterfaceDown);
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);
    private static readonly Fault SourceAddressMissing = new(FaultKind.SourceAddressMissing);

    private readonly VirtualRouter[] _routers;
    private readonly VirtualRouter?[] _byId = new VirtualRouter?[256];
    private readonly EventRing _events;
    private readonly byte[] _packet = new byte[LongestPacket];
    private RepeatGate _foreign;

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

    /// <summary>Reads and handles the packets that wait, up to a number that a flood cannot turn into silence of our
    /// own: the rest is for the next turn.</summary>
    public void Receive(Instant now)
    {
        for (var i = 0; i < PacketsPerTurn && Port.TryReceive(_packet) is > 0 and var length; i++)
        {
            Receive(now, _packet.AsSpan(0, length));
        }
    }

    /// <summary>Tells the routers what the link looks like; default when it is absent.</summary>
    public void LinkChanged(Instant now, LinkState link)
    {
        var present = link.Index != 0;
        ReadOnlySpan<(Fault Fault, bool Stands)> faults =
        [
            (InterfaceAbsent, !present),
            (InterfaceDown, present && !link.IsUp),
            (CarrierLost, present && link.IsUp && !link.HasCarrier),
        ];
        foreach (var router in _routers)
        {
            // What is new BEFORE what is over: the set must not be empty in between.
            SetFaults(now, router, faults, raised: true);
            SetFaults(now, router, faults, raised: false);
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

        foreach (var router in _routers)
        {
            // Without an address of its own a Master says its farewell from a virtual one, which it still has.
            var from = source == default ? router.Addresses[0].Address : source;
            Port.SetSource(from);
            router.SetSource(now, from);
            router.SetFault(now, SourceAddressMissing, source == default);
        }
    }

    /// <summary>A virtual address of ours that somebody else put on the interface is removed, whatever our state: a
    /// second owner while Backup, and while Master a twin that would stay behind. Untagged, it is ours only where the
    /// kernel keeps no tags, and then by its form.</summary>
    public void AddressAdded(Instant now, InterfaceAddress address)
    {
        if (address.IsTagged || address.IsOfOurForm || !IsConfigured(address.Address.Address))
        {
            return;
        }

        _ = Port.TryRemove(address.Address, out _);
        if (_foreign.Count(now, out var untold))
        {
            _events.Publish(new()
            {
                Kind = VrrpEventKind.ForeignAddressRemoved,
                At = now,
                Address = address.Address,
                Count = untold,
                Detail = Port.InterfaceName,
            });
        }
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
        address.Address.Address.Family == IpFamily.IPv4 && !address.IsTentative
        && !address.IsTagged && !IsConfigured(address.Address.Address);

    private bool IsConfigured(IpAddr address)
    {
        foreach (var router in _routers)
        {
            foreach (var own in router.Addresses)
            {
                if (own.Address == address)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void SetFaults(
        Instant now, VirtualRouter router, ReadOnlySpan<(Fault Fault, bool Stands)> faults, bool raised)
    {
        foreach (var (fault, stands) in faults)
        {
            if (stands == raised)
            {
                router.SetFault(now, fault, raised);
            }
        }
    }

    private void Receive(Instant now, ReadOnlySpan<byte> packet)
    {
        var id = (byte)0;
        if (!IPv4Packet.TryRead(packet, out var datagram, out var drop)
            || !AdvertisementReader.TryReadVirtualRouterId(datagram, out id, out drop))
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
