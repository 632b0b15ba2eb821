using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Simulation.World;

/// <summary>One machine: interfaces, and a process with a real virtual router on each. The loop is that of
/// EngineThread: interfaces BEFORE packets, packets BEFORE messages, messages BEFORE timers.</summary>
internal sealed partial class Node
{
    private readonly Scenario _scenario;
    private readonly Agenda _agenda;
    private readonly Dice _dice;
    private readonly LocalClock _clock;
    private readonly Queue<Action<Instant, NodeInterface>> _messages = new();
    private readonly Duration _maxWakeLateness;
    private RouterGroup? _group;
    private Instant _wakeAt = Instant.Never;
    private int _lives;

    /// <summary>A machine without a process, with an interface on each segment.</summary>
    public Node(int id, Scenario scenario, Agenda agenda, Dice dice, SimulatedNetwork[] segments)
    {
        Id = id;
        _scenario = scenario;
        File = scenario;
        _maxWakeLateness = scenario.MaxWakeLateness;
        _agenda = agenda;
        _dice = dice;
        _clock = new LocalClock(Duration.FromSeconds(1000 * id), scenario.ClockErrors[id]);
        Interfaces =
        [
            .. segments.Select((network, segment) => new NodeInterface(id, segment, scenario, agenda, dice, network)),
        ];
        foreach (var each in Interfaces)
        {
            each.Addresses.Removed += address => OnRemoved(each, address);
        }
    }

    /// <summary>Its place among the nodes, from 0.</summary>
    public int Id { get; }

    /// <summary>One on each segment.</summary>
    public NodeInterface[] Interfaces { get; }

    /// <summary>Whether its tracker succeeds.</summary>
    public bool IsTrackerUp { get; private set; } = true;

    /// <summary>The configuration on its disk.</summary>
    public Scenario File { get; private set; }

    /// <summary>Its process.</summary>
    public ProcessState Process { get; private set; }

    /// <summary>Since when its process is what it is.</summary>
    public Instant ProcessSince { get; private set; }

    /// <summary>Whether nothing is wrong with it that keeps others from hearing it.</summary>
    public bool IsWell
    {
        get
        {
            foreach (var each in Interfaces)
            {
                if (!each.IsLinkUp || !each.HasSource || each.KernelRefuses)
                {
                    return false;
                }
            }

            return Process != ProcessState.Frozen;
        }
    }

    /// <summary>The state of its first virtual router; Initialize without one.</summary>
    public VrrpState State => StateOn(0);

    /// <summary>The kernel's addresses on its first interface.</summary>
    public AddressTable Addresses => Interfaces[0].Addresses;

    /// <summary>Told after each input that the process handled.</summary>
    public Action<Node> InputHandled { get; set; } = _ => { };

    /// <summary>The state of its virtual router on a segment; Initialize without one.</summary>
    public VrrpState StateOn(int segment) => Interfaces[segment].Router?.State ?? VrrpState.Initialize;

    /// <summary>A packet comes in.</summary>
    public void Receive(int segment, byte[] packet)
    {
        if (Process is ProcessState.Running or ProcessState.Frozen && Interfaces[segment].TryQueue(packet))
        {
            Turn();
        }
    }

    /// <summary>Somebody answers a question.</summary>
    public void HearClaim(int segment, int owner, IpAddr address)
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            Interfaces[segment].QueueClaim(owner, address);
            Turn();
        }
    }

    private void OnRemoved(NodeInterface where, AddressPrefix address)
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            where.QueueRemoved(address);
            // Not at once: it may be the process itself that removes, in the middle of an input.
            _agenda.After(Duration.Zero, Turn);
        }
    }

    private void Turn()
    {
        if (Process != ProcessState.Running)
        {
            return;
        }

        var now = _clock.At(_agenda.Now);
        foreach (var each in Interfaces)
        {
            while (each.TryHandleNews(now))
            {
                InputHandled(this);
            }
        }

        foreach (var each in Interfaces)
        {
            each.Router!.Group = _scenario.Mutation == Mutation.GroupsSettleLate ? null : _group;
            while (each.TryHandlePacket(now))
            {
                InputHandled(this);
            }

            each.Router.Group = _group;
        }

        HandleMessages(now);
        foreach (var each in Interfaces)
        {
            if (now >= each.Router!.NextTimeout)
            {
                each.Router.Tick(now);
                if (_scenario.Mutation == Mutation.GroupsSettleLate)
                {
                    _group?.Settle(now);
                }

                InputHandled(this);
            }
        }

        WakeLater();
    }

    private void HandleMessages(Instant now)
    {
        while (_messages.TryDequeue(out var message))
        {
            foreach (var each in Interfaces)
            {
                message(now, each);
                InputHandled(this);
            }
        }
    }

    private void WakeLater()
    {
        var next = Instant.Never;
        foreach (var each in Interfaces)
        {
            next = each.Router!.NextTimeout < next ? each.Router.NextTimeout : next;
        }

        if (next != Instant.Never && next != _wakeAt)
        {
            _wakeAt = next;
            _agenda.After(_clock.Until(next, _agenda.Now) + _dice.UpTo(_maxWakeLateness), Turn);
        }
    }
}
