using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

// The virtual routers, what they stand on, and what reaches them.
internal sealed partial class EngineThread
{
    private readonly List<VirtualRouter> _routers = [];
    private readonly List<Segment> _segments = [];
    private readonly List<InterfaceTaps> _taps = [];
    private readonly byte[] _tapped = new byte[8192];
    private bool _isDraining;

    private Segment SegmentOf(VirtualRouterConfig config) => _segments.Find(
        segment => segment.Port.InterfaceName == config.Interface && segment.Port.Family == config.Family)!;

    private void AddRouter(VirtualRouterConfig config)
    {
        if (SegmentOf(config) is not { } segment)
        {
            segment = new Segment(config.Interface, config.Family, _sockets, _events);
            _segments.Add(segment);
        }

        var router = new VirtualRouter(config, PortOf(config, segment), _events, InGroup(config), _recorder);
        segment.Add(router);
        _routers.Add(router);
    }

    // Also where single addresses stand on an interface of their own: whoever else has one says so there. They open
    // with the next look at the interfaces.
    private void AddTaps()
    {
        foreach (var name in _config.VirtualRouters.SelectMany(router => router.Segments).Distinct())
        {
            if (!_taps.Exists(taps => taps.InterfaceName == name))
            {
                _taps.Add(new InterfaceTaps(name));
            }
        }
    }

    private bool InGroup(VirtualRouterConfig config)
    {
        var position = _config.VirtualRouters.IndexOf(config);
        return _config.SyncGroups.Any(group => group.Members.Contains(position));
    }

    private void BuildGroups()
    {
        foreach (var group in _config.SyncGroups)
        {
            VirtualRouter[] members = [.. group.Members.Select(member => _routers[member])];
            var together = new RouterGroup(members);
            foreach (var member in members)
            {
                member.Group = together;
            }
        }
    }

    private void DrainRouters(Instant now)
    {
        _isDraining = true;
        foreach (var router in _routers)
        {
            router.Drain(now);
        }
    }

    private void UndrainRouters(Instant now)
    {
        _isDraining = false;
        foreach (var router in _routers)
        {
            router.Undrain(now);
        }
    }

    private void ReceivePackets(Instant now)
    {
        foreach (var segment in _segments)
        {
            if (segment.Poll >= 0 && _poll.IsReadable(segment.Poll))
            {
                segment.Receive(now);
            }
        }

        // AFTER the sockets: what the witness alone has seen, a firewall dropped.
        foreach (var taps in _taps)
        {
            if (taps.Polls.Witness >= 0 && _poll.IsReadable(taps.Polls.Witness))
            {
                ReadWitness(now, taps);
            }

            if (taps.Polls.Neighbors >= 0 && _poll.IsReadable(taps.Polls.Neighbors))
            {
                ReadNeighbors(now, taps);
            }
        }
    }

    private void ReadWitness(Instant now, InterfaceTaps taps)
    {
        int length;
        for (var i = 0; i < Segment.PacketsPerTurn && (length = taps.Witness!.TryReceive(_tapped)) > 0; i++)
        {
            var packet = _tapped.AsSpan(0, length);
            if (IPv4Packet.TryRead(packet, out var datagram, out _) || IPv6Packet.TryRead(packet, out datagram, out _))
            {
                FindSegment(taps.InterfaceName, datagram.Source.Family)?.Witness(now, datagram);
            }
        }
    }

    private void ReadNeighbors(Instant now, InterfaceTaps taps)
    {
        int length;
        for (var i = 0; i < Segment.PacketsPerTurn && (length = taps.Neighbors!.TryReceive(_tapped)) > 0; i++)
        {
            // Of two interfaces on one segment the kernel answers from the other one, too: no other machine does.
            if (!AddressClaim.TryRead(_tapped.AsSpan(0, length), out var address, out var claimant)
                || _sockets.Interfaces.HasOwn(claimant))
            {
                continue;
            }

            foreach (var router in _routers)
            {
                router.HearClaim(now, taps.InterfaceName, address, claimant);
            }
        }
    }

    private Segment? FindSegment(string interfaceName, IpFamily family)
    {
        foreach (var segment in _segments)
        {
            if (segment.Port.Family == family && segment.Port.InterfaceName == interfaceName)
            {
                return segment;
            }
        }

        return null;
    }
}
