using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Vrrp.Simulation.World;

/// <summary>One machine: a kernel with addresses and a receive queue, and a process with a real virtual router. The
/// loop is that of EngineThread: interfaces BEFORE packets, packets BEFORE messages, messages BEFORE timers.</summary>
internal sealed partial class Node
{
    private const int ReceiveQueueLength = 128;
    private const int RingCapacity = 256;

    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    private readonly Scenario _scenario;
    private readonly Agenda _agenda;
    private readonly Dice _dice;
    private readonly SimulatedPort _port;
    private readonly Queue<AddressPrefix> _removed = new();
    private readonly Queue<byte[]> _packets = new();
    private readonly Queue<bool> _trackerWords = new();
    private VirtualRouter? _router;
    private EventRing? _ring;
    private bool _isLinkUpToProcess;
    private Instant _wakeAt = Instant.Never;
    private int _lives;

    /// <summary>A machine without a process.</summary>
    public Node(int id, Scenario scenario, Agenda agenda, Dice dice, SimulatedNetwork network)
    {
        Id = id;
        _scenario = scenario;
        _agenda = agenda;
        _dice = dice;
        _port = new SimulatedPort(this, network, scenario.Mutation);
        Addresses = new AddressTable(agenda, dice, scenario.Mutation);
        Addresses.Removed += OnRemoved;
    }

    /// <summary>Its place among the nodes, from 0.</summary>
    public int Id { get; }

    /// <summary>Its kernel's addresses.</summary>
    public AddressTable Addresses { get; }

    /// <summary>Whether its cable is in.</summary>
    public bool IsLinkUp { get; private set; } = true;

    /// <summary>Whether its tracker succeeds.</summary>
    public bool IsTrackerUp { get; private set; } = true;

    /// <summary>Whether its kernel refuses new addresses.</summary>
    public bool KernelRefuses { get; set; }

    /// <summary>Its process.</summary>
    public ProcessState Process { get; private set; }

    /// <summary>Since when its process is what it is.</summary>
    public Instant ProcessSince { get; private set; }

    /// <summary>The state of its virtual router; Initialize without one.</summary>
    public VrrpState State => _router?.State ?? VrrpState.Initialize;

    /// <summary>Events that the ring had no room for.</summary>
    public long LostEvents => _ring?.Lost ?? 0;

    /// <summary>Told after each input that the process handled.</summary>
    public Action<Node> InputHandled { get; set; } = _ => { };

    /// <summary>Gives the oldest event that nobody has seen.</summary>
    public bool TryReadEvent(out VrrpEvent vrrpEvent)
    {
        vrrpEvent = default;
        return _scenario.Mutation != Mutation.EventsAreNotRead && _ring?.TryRead(out vrrpEvent) == true;
    }

    /// <summary>The kernel takes a packet in, if its queue has room.</summary>
    public void Receive(byte[] packet)
    {
        if (IsLinkUp && Process is ProcessState.Running or ProcessState.Frozen && _packets.Count < ReceiveQueueLength)
        {
            _packets.Enqueue(packet);
            Turn();
        }
    }

    private void OnRemoved(AddressPrefix address)
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            _removed.Enqueue(address);
            // Not at once: it may be the process itself that removes, in the middle of an input.
            _agenda.After(Duration.Zero, Turn);
        }
    }

    private void Turn()
    {
        if (Process != ProcessState.Running || _router is not { } router)
        {
            return;
        }

        var now = _agenda.Now;
        if (_isLinkUpToProcess != IsLinkUp)
        {
            _isLinkUpToProcess = IsLinkUp;
            router.SetFault(now, CarrierLost, !IsLinkUp);
            InputHandled(this);
        }

        while (_removed.TryDequeue(out var address))
        {
            router.AddressLost(now, address, router.Config.Interface);
            InputHandled(this);
        }

        while (_packets.TryDequeue(out var packet))
        {
            if (IPv4Packet.TryRead(packet, out var datagram, out _))
            {
                router.Receive(now, datagram);
            }

            InputHandled(this);
        }

        while (_trackerWords.TryDequeue(out var up))
        {
            router.SetTracker(now, Scenario.Tracker, up);
            InputHandled(this);
        }

        router.Tick(now);
        InputHandled(this);
        WakeLater(router.NextTimeout);
    }

    private void WakeLater(Instant next)
    {
        if (next != Instant.Never && next != _wakeAt)
        {
            _wakeAt = next;
            _agenda.At(next + _dice.UpTo(Scenario.MaxWakeLateness), Turn);
        }
    }
}
