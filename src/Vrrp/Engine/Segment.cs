using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>One family on one interface, with the virtual routers there: tells each packet to the router it means, and
/// each change of the link or its addresses to all of them. Owned by the engine thread.</summary>
internal sealed class Segment : IDisposable
{
    /// <summary>As many packets of one socket are handled in one turn of the loop: the rest is for the next, so that no
    /// flood becomes silence of our own.</summary>
    public const int PacketsPerTurn = 64;

    private const int LongestPacket = 8192;

    private static readonly Fault InterfaceAbsent = new(FaultKind.InterfaceAbsent);
    private static readonly Fault InterfaceDown = new(FaultKind.InterfaceDown);
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    private readonly List<VirtualRouter> _routers = [];
    private readonly VirtualRouter?[] _byId = new VirtualRouter?[256];
    private readonly byte[] _packet = new byte[LongestPacket];
    private readonly EventRing _events;

    /// <summary>A segment without virtual routers.</summary>
    public Segment(string interfaceName, IpFamily family, EngineSockets sockets, EventRing events)
    {
        Port = new InterfacePort(interfaceName, family, sockets);
        _events = events;
    }

    /// <summary>The interface.</summary>
    public InterfacePort Port { get; }

    /// <summary>The virtual routers on it.</summary>
    public IReadOnlyList<VirtualRouter> Routers => _routers;

    /// <summary>Where its socket is in the poll loop; negative when it has none.</summary>
    public int Poll { get; set; } = -1;

    /// <summary>Packets that fell before it was clear which router they meant.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>Takes a virtual router in. It hears of the link with the next <see cref="LinkChanged"/>.</summary>
    public void Add(VirtualRouter router)
    {
        _routers.Add(router);
        _byId[router.Config.VirtualRouterId] = router;
        Port.JoinsGroup |= router.Config.Peers.IsEmpty;
    }

    /// <summary>Lets a virtual router go.</summary>
    public void Remove(VirtualRouter router)
    {
        _routers.Remove(router);
        _byId[router.Config.VirtualRouterId] = null;
    }

    /// <summary>Reads and handles the packets that wait, up to <see cref="PacketsPerTurn"/>.</summary>
    public void Receive(Instant now)
    {
        for (var i = 0; i < PacketsPerTurn && Port.TryReceive(_packet, out var datagram, out var drop); i++)
        {
            if (drop == DropReason.None)
            {
                Receive(now, datagram);
            }
            else
            {
                Count(now, drop);
            }
        }
    }

    /// <summary>The witness saw a packet of this family.</summary>
    public void Witness(Instant now, scoped in VrrpDatagram datagram)
    {
        if (AdvertisementReader.TryReadVirtualRouterId(datagram, out var id, out _) && _byId[id] is { } router)
        {
            router.Witness(now, datagram);
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

    /// <summary>Lets every router choose the address that its advertisements leave from.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="own">The addresses of this machine that are nobody's virtual address.</param>
    public void AddressesChanged(Instant now, List<InterfaceAddress> own)
    {
        var present = own.FindAll(address => Port.Index != 0 && address.InterfaceIndex == Port.Index);
        ImmutableArray<AddressPrefix> onLink =
        [
            .. present.Select(address => address.Address).Where(prefix => prefix.Address.Family == Port.Family),
        ];
        foreach (var router in _routers)
        {
            router.ChooseSource(now, present, onLink);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Port.Dispose();

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

    private void Receive(Instant now, scoped in VrrpDatagram datagram)
    {
        if (!AdvertisementReader.TryReadVirtualRouterId(datagram, out var id, out var drop))
        {
            Count(now, drop);
        }
        else if (_byId[id] is { } router)
        {
            router.Receive(now, datagram);
        }
        else
        {
            Count(now, drop == DropReason.None ? DropReason.UnknownVirtualRouter : drop);
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
