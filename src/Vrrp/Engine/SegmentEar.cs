using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>Listens to an interface for a while, beside a gateway that runs or without one: with the sockets that a
/// gateway has, and with one that no firewall covers. It sends nothing but questions: who has an address; and what a
/// firewall lets out, to a group by a packet that does not leave the machine, to a peer by a header of a virtual router
/// that it has not, which nobody heeds.</summary>
public sealed class SegmentEar : IDisposable
{
    private readonly string _interfaceName;
    private readonly EngineSockets _sockets = new();
    private readonly PollLoop _poll = new();
    private readonly EventSignal _end = new();
    private readonly InterfaceTaps _taps;
    private readonly List<InterfacePort> _ports = [];
    private readonly Dictionary<(IpAddr Source, byte Id), HeardRouter> _routers = [];
    private readonly HashSet<HeardClaim> _claims = [];
    private readonly List<IpAddr> _muted = [];
    private readonly byte[] _buffer = new byte[2048];
    private LinkState _link;

    private SegmentEar(string interfaceName)
    {
        _interfaceName = interfaceName;
        _taps = new(interfaceName);
    }

    /// <summary>Listens.</summary>
    /// <param name="interfaceName">The interface. One that is absent or down is silent.</param>
    /// <param name="addresses">Which addresses to ask for.</param>
    /// <param name="destinations">Where our advertisements go: groups and peers.</param>
    /// <param name="freeId">An id that no virtual router of this machine has.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellation">Ends it before.</param>
    /// <exception cref="KernelException">The kernel refuses: CAP_NET_RAW is needed.</exception>
    /// <exception cref="OperationCanceledException">It was ended before.</exception>
    public static SegmentReport Listen(
        string interfaceName, ImmutableArray<AddressPrefix> addresses, ImmutableArray<IpAddr> destinations, byte freeId,
        Duration duration, CancellationToken cancellation)
    {
        using var ear = new SegmentEar(interfaceName);
        using var wake = cancellation.Register(ear._end.Set);
        if (!ear.TryOpen())
        {
            return SegmentReport.Nothing;
        }

        ear.Ask(addresses);
        ear.AskFirewall(destinations, freeId);
        ear.Run(MonotonicClock.Now + duration, cancellation);
        return new(
            [.. ear._routers.Values.OrderBy(router => router.Source.ToString(), StringComparer.Ordinal)],
            [.. ear._claims.Where(claim => addresses.Any(prefix => prefix.Address == claim.Address))])
        {
            Muted = [.. ear._muted],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var port in _ports)
        {
            port.Dispose();
        }

        _taps.Dispose();
        _sockets.Dispose();
        _end.Dispose();
    }

    private bool TryOpen()
    {
        _sockets.Interfaces.Replace(_sockets.Routes.DumpLinks());
        _link = _sockets.Interfaces[_interfaceName];
        if (!_link.IsUsable)
        {
            return false;
        }

        _ = _taps.Attach(_link);
        _poll.Add(_taps.Witness!.Descriptor);
        _poll.Add(_taps.Neighbors!.Descriptor);
        _poll.Add(_end.Descriptor);
        foreach (var family in (IpFamily[])[IpFamily.IPv4, IpFamily.IPv6])
        {
            Open(family);
        }

        return true;
    }

    // A kernel without IPv6 has no such socket.
    private void Open(IpFamily family)
    {
        var port = new InterfacePort(_interfaceName, family, _sockets) { JoinsGroup = true };
        _ports.Add(port);
        try
        {
            _ = port.Attach(_link);
            _poll.Add(port.Descriptor!);
        }
        catch (KernelException) when (family == IpFamily.IPv6)
        {
            _ = _ports.Remove(port);
            port.Dispose();
        }
    }

    private void Ask(ImmutableArray<AddressPrefix> addresses)
    {
        foreach (var address in addresses)
        {
            _ = _ports[0].TryProbe(new OwnedAddress(address, _interfaceName), out _);
        }
    }

    private void AskFirewall(ImmutableArray<IpAddr> destinations, byte freeId)
    {
        // Version 3, an advertisement, of nobody.
        Span<byte> header = [0x31, freeId, 0, 0, 0, 100, 0, 0];
        foreach (var destination in destinations)
        {
            var port = _ports.Find(port => port.Family == destination.Family);
            if (destination.IsMulticast
                ? OutputProbe.IsDropped(_link.Index, _interfaceName, destination.Family)
                : port is not null && !port.TrySend(header, default, destination, out var errno)
                    && errno == Errno.EPERM)
            {
                _muted.Add(destination);
            }
        }
    }

    private void Run(Instant end, CancellationToken cancellation)
    {
        while (MonotonicClock.Now < end)
        {
            _ = _poll.Wait(end);
            cancellation.ThrowIfCancellationRequested();
            int length;
            while ((length = _taps.Witness!.TryReceive(_buffer)) > 0)
            {
                var packet = _buffer.AsSpan(0, length);
                if (IPv4Packet.TryRead(packet, out var datagram, out _)
                    || IPv6Packet.TryRead(packet, out datagram, out _))
                {
                    Count(datagram, seen: 1, heard: 0);
                }
            }

            while ((length = _taps.Neighbors!.TryReceive(_buffer)) > 0)
            {
                Note(_buffer.AsSpan(0, length));
            }

            ReadPorts();
        }
    }

    private void ReadPorts()
    {
        foreach (var port in _ports)
        {
            while (port.TryReceive(_buffer, out var datagram, out var drop))
            {
                if (drop == DropReason.None)
                {
                    Count(datagram, seen: 0, heard: 1);
                }
            }
        }
    }

    private void Note(ReadOnlySpan<byte> frame)
    {
        if (AddressClaim.TryRead(frame, out var address, out var mac)
            && !_sockets.Interfaces.HasOwn(mac))
        {
            _ = _claims.Add(new(address, mac));
        }
    }

    private static Duration? SkewOf(ReadOnlySpan<byte> message) =>
        message.Length >= Advertisement.HeaderLength + HmacTrailer.Length
        && HmacTrailer.TryRead(message[^HmacTrailer.Length..], out _, out var stamp)
            ? new Duration(stamp.UnixTime.Nanoseconds - WallClock.UnixNanoseconds)
            : null;

    private void Count(scoped in VrrpDatagram datagram, int seen, int heard)
    {
        var message = datagram.Message;
        if (message.Length < Advertisement.HeaderLength)
        {
            return;
        }

        var key = (datagram.Source, message[1]);
        var before = _routers.GetValueOrDefault(key) ?? new HeardRouter(datagram.Source, message[1]);
        var version = message[0] >> 4;
        _routers[key] = before with
        {
            Version = version,
            Priority = message[2],
            AuthenticationType = version == 2 ? message[4] : (byte)0,
            Interval = Advertisement.IntervalOf(message),
            ClockSkew = SkewOf(message) ?? before.ClockSkew,
            Seen = before.Seen + seen,
            Heard = before.Heard + heard,
        };
    }
}
