using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Packets;

namespace Vrrp.Simulation.World;

/// <summary>One interface of a node: what the kernel has there, and the virtual router that the process runs on
/// it.</summary>
internal sealed class NodeInterface
{
    private const int ReceiveQueueLength = 128;
    private const int RingCapacity = 256;
    private const byte SourcePrefixLength = 24;

    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    private readonly Scenario _scenario;
    private readonly SimulatedPort _port;
    private readonly Queue<AddressPrefix> _removed = new();
    private readonly Queue<byte[]> _packets = new();
    private readonly Queue<(int Owner, IpAddr Address)> _claims = new();
    private readonly InterfaceAddress _source;
    private readonly Agenda _agenda;
    private EventRing? _ring;
    private bool _isLinkUpToProcess;

    /// <summary>An interface without a process.</summary>
    public NodeInterface(int node, int segment, Scenario scenario, Agenda agenda, Dice dice, SimulatedNetwork network)
    {
        Node = node;
        Segment = segment;
        _scenario = scenario;
        _agenda = agenda;
        _source = new(segment + 1, new(scenario.SourceOf(node, segment), SourcePrefixLength), 0, 0);
        _port = new SimulatedPort(this, scenario, network) { Advertised = priority => Advertised(this, priority) };
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

    /// <summary>Whether the own address is there.</summary>
    public bool HasSource { get; set; } = true;

    /// <summary>Whether the process knows that it is.</summary>
    public bool HasSourceToProcess { get; private set; }

    /// <summary>Whether the kernel refuses new addresses.</summary>
    public bool KernelRefuses { get; set; }

    /// <summary>The virtual router of the process that runs, or of the last one.</summary>
    public VirtualRouter? Router { get; private set; }

    /// <summary>Whether the process has heard anything as Backup.</summary>
    public bool HasHeard { get; private set; }

    /// <summary>When the process last asked for the virtual addresses; Never before the first time.</summary>
    public Instant ProbedAt { get; private set; } = Instant.Never;

    /// <summary>Told the priority of each advertisement that leaves.</summary>
    public Action<NodeInterface, byte> Advertised { get; set; } = (_, _) => { };

    /// <summary>Who writes down what the processes of this node are told; null for nobody.</summary>
    public InputRecorder? Recorder { get; set; }

    /// <summary>Events that the ring had no room for.</summary>
    public long LostEvents => _ring?.Lost ?? 0;

    /// <summary>Whether a new process could go on with the addresses that are there: see Adoption.</summary>
    /// <param name="file">The configuration that it finds.</param>
    public bool IsAdoptable(Scenario file)
    {
        var config = file.ConfigOf(Node, Segment);
        return IsLinkUp && HasSource && config.StartupDelay == Duration.Zero
            && config.Addresses.All(own => Addresses.Contains(own.Address))
            && Timing.AdoptionTime(config.Version, config.AdvertisementInterval, Addresses.SecondsLeft)
                > Duration.Zero;
    }

    /// <summary>A new process makes its virtual router. It sweeps BEFORE anything else, as the engine does, but not
    /// what it adopts.</summary>
    /// <param name="now">When it is.</param>
    /// <param name="file">The configuration that it finds.</param>
    /// <param name="adopts">Whether it goes on with the addresses that are there.</param>
    public VirtualRouter Begin(Instant now, Scenario file, bool adopts)
    {
        var config = file.ConfigOf(Node, Segment);
        Forget();
        Addresses.Sweep(address => adopts && config.Addresses.Contains(address));
        ProbedAt = Instant.Never;
        HasHeard = false;
        _ring = new EventRing(_scenario.Mutation == Mutation.EventRingIsSmall ? 1 : RingCapacity, () => { });
        Router = new VirtualRouter(config, _port, _ring, IsInGroup, Recorder);
        _isLinkUpToProcess = IsLinkUp;
        HasSourceToProcess = HasSource;
        Router.SetFault(now, CarrierLost, !IsLinkUp);
        Router.ChooseSource(now, HasSource ? [_source] : [], []);
        return Router;
    }

    /// <summary>Whether the kernel sends there, from whatever address: only of IPv6 the routes of an address go with
    /// it.</summary>
    public bool IsRouted(IpAddr destination) =>
        HasSource || destination.IsMulticast || destination.Family == IpFamily.IPv4;

    /// <summary>The process asks for the virtual addresses.</summary>
    public void NoteProbe() => ProbedAt = _agenda.Now;

    /// <summary>A machine says that it has an address.</summary>
    public void QueueClaim(int owner, IpAddr address) => _claims.Enqueue((owner, address));

    /// <summary>What the kernel had for the process is gone with it.</summary>
    public void Forget()
    {
        _removed.Clear();
        _packets.Clear();
        _claims.Clear();
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

        if (HasSourceToProcess != HasSource)
        {
            HasSourceToProcess = HasSource;
            Router!.ChooseSource(now, HasSource ? [_source] : [], []);
            return true;
        }

        if (_removed.TryDequeue(out var address))
        {
            Router!.AddressLost(now, address, Router.Config.Interface);
            return true;
        }

        return false;
    }

    /// <summary>Hands one packet, or the answer to a question, to the process.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryHandlePacket(Instant now)
    {
        if (_packets.TryDequeue(out var packet))
        {
            HasHeard |= Router!.State == VrrpState.Backup;
            SimulatedPacket.Read(packet, now, Router);
            return true;
        }

        if (_claims.TryDequeue(out var claim))
        {
            Router!.HearClaim(
                now, Router.Config.Interface, claim.Address, MacAddress.FromBytes([2, 0, 0, 0, 0, (byte)claim.Owner]));
            return true;
        }

        return false;
    }

    /// <summary>Gives the oldest event that nobody has seen.</summary>
    public bool TryReadEvent(out VrrpEvent vrrpEvent)
    {
        vrrpEvent = default;
        return _scenario.Mutation != Mutation.EventsAreNotRead && _ring?.TryRead(out vrrpEvent) == true;
    }

    private bool IsInGroup => _scenario.SegmentCount > 1 && _scenario.Mutation != Mutation.MembersActAlone;
}
