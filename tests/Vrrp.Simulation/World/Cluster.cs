using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.Checkers;
using Vrrp.Simulation.Trace;

namespace Vrrp.Simulation.World;

/// <summary>The nodes, the segments between them, and the checkers that look at them after every input.</summary>
internal sealed class Cluster
{
    private readonly NodeView[][] _views;
    private readonly Instant[][] _masterSince;
    private readonly Checker[][] _checkers;
    private Instant _calmSince = Instant.Never;
    private bool _hasLooked;

    /// <summary>Nodes on which nothing runs yet.</summary>
    /// <param name="scenario">What they are.</param>
    /// <param name="dice">Chance.</param>
    /// <param name="checkers">Who looks, for each segment; none on those that are missing.</param>
    public Cluster(Scenario scenario, Dice dice, params Checker[][] checkers)
    {
        var segments = Enumerable.Range(0, scenario.SegmentCount).ToArray();
        _checkers = [.. segments.Select(segment => segment < checkers.Length ? checkers[segment] : [])];
        _views = [.. segments.Select(_ => new NodeView[scenario.NodeCount])];
        _masterSince = [.. segments.Select(_ => Enumerable.Repeat(Instant.Never, scenario.NodeCount).ToArray())];
        Agenda = new Agenda();
        Trace = new EventTrace(Agenda.Now);
        Networks = [.. segments.Select(_ => new SimulatedNetwork(scenario.NodeCount, scenario.MaxDelay, Agenda, dice))];
        Nodes =
        [
            .. Enumerable.Range(0, scenario.NodeCount).Select(id => new Node(id, scenario, Agenda, dice, Networks)),
        ];
        foreach (var node in Nodes)
        {
            node.InputHandled = InputHandled;
            foreach (var each in node.Interfaces)
            {
                each.Advertised = Advertised;
            }
        }

        foreach (var segment in segments)
        {
            Networks[segment].Deliver = (_, to, packet) =>
            {
                Trace.Add(Agenda.Now, to, packet);
                if (scenario.Mutation != Mutation.LastNodeIsDeaf || to != scenario.NodeCount - 1)
                {
                    Nodes[to].Receive(segment, packet);
                }
            };
            Networks[segment].Has = (node, address) =>
                Nodes[node].Interfaces[segment] is { IsLinkUp: true } asked && asked.Addresses.Contains(address);
            Networks[segment].Answer = (from, owner, address) => Nodes[from].HearClaim(segment, owner, address);
        }
    }

    /// <summary>Time.</summary>
    public Agenda Agenda { get; }

    /// <summary>The segments.</summary>
    public SimulatedNetwork[] Networks { get; }

    /// <summary>The first segment.</summary>
    public SimulatedNetwork Network => Networks[0];

    /// <summary>The nodes.</summary>
    public Node[] Nodes { get; }

    /// <summary>What happened.</summary>
    public EventTrace Trace { get; }

    /// <summary>Starts a process where none is.</summary>
    public void Start(Node node)
    {
        if (node.Process is ProcessState.Running or ProcessState.Frozen)
        {
            return;
        }

        foreach (var checker in _checkers.SelectMany(checkers => checkers))
        {
            checker.Restarted(node.Id);
        }

        Note(node, "start");
        node.Start();
    }

    /// <summary>Writes down what a hand from outside does to a node.</summary>
    public void Note(Node node, string what) => Note($"node {node.Id}: {what}");

    /// <summary>Writes down what a hand from outside does.</summary>
    public void Note(string what) => Trace.Add(Agenda.Now, $"-- {what}");

    /// <summary>Lets time pass.</summary>
    public void Run(Duration length)
    {
        var end = Agenda.Now + length;
        while (Agenda.TryStep(end))
        {
            // Not twice, when nothing happened but an input.
            if (!_hasLooked)
            {
                Look();
            }

            _hasLooked = false;
        }

        Look();
    }

    private void Advertised(NodeInterface from, byte priority)
    {
        foreach (var checker in _checkers[from.Segment])
        {
            checker.Advertised(from.Node, priority, from.Addresses.Count, from.Router!.Config.Addresses.Length);
        }
    }

    private void InputHandled(Node node)
    {
        // The moment BEFORE the events: what others were when it happened.
        See();
        foreach (var each in node.Interfaces)
        {
            var moment = MomentOn(each.Segment);
            while (each.TryReadEvent(out var vrrpEvent))
            {
                Trace.Add(Agenda.Now, EventText.Of(node.Id, vrrpEvent));
                foreach (var checker in _checkers[each.Segment])
                {
                    checker.Hear(moment, node.Id, vrrpEvent);
                }
            }
        }

        Look();
        _hasLooked = true;
    }

    private void Look()
    {
        See();
        for (var segment = 0; segment < _checkers.Length; segment++)
        {
            var moment = MomentOn(segment);
            foreach (var checker in _checkers[segment])
            {
                checker.Look(moment);
            }
        }
    }

    private Moment MomentOn(int segment) => new(Agenda.Now, _calmSince, _views[segment], _views);

    private void See()
    {
        var isCalm = true;
        foreach (var network in Networks)
        {
            isCalm &= network.IsGood;
        }

        foreach (var node in Nodes)
        {
            isCalm &= node.IsWell && node.File.ElectsAs(Nodes[0].File);
            foreach (var each in node.Interfaces)
            {
                var isMaster = node.Process == ProcessState.Running && node.StateOn(each.Segment) == VrrpState.Master;
                ref var masterSince = ref _masterSince[each.Segment][node.Id];
                masterSince = !isMaster ? Instant.Never : masterSince == Instant.Never ? Agenda.Now : masterSince;
                _views[each.Segment][node.Id] = View(node, each, masterSince);
            }
        }

        _calmSince = !isCalm ? Instant.Never : _calmSince == Instant.Never ? Agenda.Now : _calmSince;
    }

    private NodeView View(Node node, NodeInterface on, Instant masterSince) => new()
    {
        Process = node.Process,
        ProcessSince = node.ProcessSince,
        State = node.StateOn(on.Segment),
        IsLeaving = node.IsLeaving,
        DrainStage = on.Router?.Machine.DrainStage ?? DrainStage.None,
        MasterSince = masterSince,
        AddressCount = on.Addresses.Count,
        AddressesWanted = on.Router?.Config.Addresses.Length ?? 0,
        Preempt = on.Router?.Config.Preempt ?? true,
        HasHeard = on.HasHeard,
        HasSource = on.HasSourceToProcess,
        ProbedAt = on.ProbedAt,
        RenewedAt = on.Addresses.RenewedAt,
        LostEvents = on.LostEvents,
        IsKnownOwner = Networks[on.Segment].IsKnownOwner(node.Id),
    };
}
