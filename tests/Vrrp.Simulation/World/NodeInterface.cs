using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Vrrp.Simulation.World;

/// <summary>One interface of a node: what the kernel has there, and the virtual router that the process runs on
/// it.</summary>
internal sealed class NodeInterface
{
    private const int ReceiveQueueLength = 128;
    private const int RingCapacity = 256;

    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    private readonly Scenario _scenario;
    private readonly SimulatedPort _port;
    private readonly Queue<AddressPrefix> _removed = new();
    private readonly Queue<byte[]> _packets = new();
    private EventRing? _ring;
    private bool _isLinkUpToProcess;

    /// <summary>An interface without a process.</summary>
    public NodeInterface(int node, int segment, Scenario scenario, Agenda agenda, Dice dice, SimulatedNetwork network)
    {
        Node = node;
        Segment = segment;
        _scenario = scenario;
        _port = new SimulatedPort(this, network, scenario.Mutation);
        Addresses = new AddressTable(agenda, dice, scenario.Mutation);
    }

    /// <summary>The node's place, from 0.</summary>
    public int Node { get; }

    /// <summary>The segment's place, from 0.</summary>
    public int Segment { get; }

    /// <summary>The kernel's addresses.</summary>
    public AddressTable Addresses { get; }

    /// <summary>Whether the cable is in.</summary>
    public bool IsLinkUp { get; set; } = true;

    /// <summary>Whether the kernel refuses new addresses.</summary>
    public bool KernelRefuses { get; set; }

    /// <summary>The virtual router of the process that runs, or of the last one.</summary>
    public VirtualRouter? Router { get; private set; }

    /// <summary>Who writes down what the processes of this node are told; null for nobody.</summary>
    public InputRecorder? Recorder { get; set; }

    /// <summary>Events that the ring had no room for.</summary>
    public long LostEvents => _ring?.Lost ?? 0;

    /// <summary>Whether a new process could go on with the addresses that are there: see Adoption.</summary>
    public bool IsAdoptable
    {
        get
        {
            var config = _scenario.ConfigOf(Node, Segment);
            return IsLinkUp && config.StartupDelay == Duration.Zero && Addresses.Count == config.Addresses.Length
                && Timing.AdoptionTime(config.Version, config.AdvertisementInterval, Addresses.SecondsLeft)
                    > Duration.Zero;
        }
    }

    /// <summary>A new process makes its virtual router. It sweeps BEFORE anything else, as the engine does, unless it
    /// adopts.</summary>
    public VirtualRouter Begin(Instant now, bool adopts)
    {
        Forget();
        if (!adopts)
        {
            Addresses.Sweep();
        }

        _ring = new EventRing(RingCapacity, () => { });
        Router = new VirtualRouter(_scenario.ConfigOf(Node, Segment), _port, _ring, IsInGroup, Recorder);
        _isLinkUpToProcess = IsLinkUp;
        Router.SetFault(now, CarrierLost, !IsLinkUp);
        Router.SetSource(now, Scenario.SourceOf(Node, Segment));
        return Router;
    }

    /// <summary>What the kernel had for the process is gone with it.</summary>
    public void Forget()
    {
        _removed.Clear();
        _packets.Clear();
    }

    /// <summary>The kernel takes a packet in.</summary>
    /// <returns>Whether its queue had room.</returns>
    public bool TryQueue(byte[] packet)
    {
        if (!IsLinkUp || _packets.Count >= ReceiveQueueLength)
        {
            return false;
        }

        _packets.Enqueue(packet);
        return true;
    }

    /// <summary>The kernel tells that an address is gone.</summary>
    public void QueueRemoved(AddressPrefix address) => _removed.Enqueue(address);

    /// <summary>Hands one piece of news about the interface to the process.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryHandleNews(Instant now)
    {
        if (_isLinkUpToProcess != IsLinkUp)
        {
            _isLinkUpToProcess = IsLinkUp;
            Router!.SetFault(now, CarrierLost, !IsLinkUp);
            return true;
        }

        if (_removed.TryDequeue(out var address))
        {
            Router!.AddressLost(now, address, Router.Config.Interface);
            return true;
        }

        return false;
    }

    /// <summary>Hands one packet to the process.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryHandlePacket(Instant now)
    {
        if (!_packets.TryDequeue(out var packet))
        {
            return false;
        }

        if (IPv4Packet.TryRead(packet, out var datagram, out _))
        {
            Router!.Receive(now, datagram);
        }

        return true;
    }

    /// <summary>Gives the oldest event that nobody has seen.</summary>
    public bool TryReadEvent(out VrrpEvent vrrpEvent)
    {
        vrrpEvent = default;
        return _scenario.Mutation != Mutation.EventsAreNotRead && _ring?.TryRead(out vrrpEvent) == true;
    }

    private bool IsInGroup => _scenario.SegmentCount > 1 && _scenario.Mutation != Mutation.MembersActAlone;
}
