using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.Checkers;
using Vrrp.Simulation.Trace;

namespace Vrrp.Simulation.World;

/// <summary>The nodes, what lies between them, and the checkers that look at them after every input.</summary>
internal sealed class Cluster
{
    private readonly NodeView[] _views = new NodeView[Scenario.NodeCount];
    private readonly Instant[] _masterSince = new Instant[Scenario.NodeCount];
    private readonly Checker[] _checkers;
    private Instant _calmSince = Instant.Never;

    /// <summary>Nodes on which nothing runs yet.</summary>
    public Cluster(Scenario scenario, Dice dice, params Checker[] checkers)
    {
        _checkers = checkers;
        Agenda = new Agenda();
        Trace = new EventTrace(Agenda.Now);
        Network = new SimulatedNetwork(Agenda, dice);
        Nodes =
        [
            .. Enumerable.Range(0, Scenario.NodeCount).Select(id => new Node(id, scenario, Agenda, dice, Network)),
        ];
        foreach (var node in Nodes)
        {
            node.InputHandled = InputHandled;
        }

        Network.Deliver = (from, to, packet) =>
        {
            Trace.Add(Agenda.Now, to, packet);
            if (scenario.Mutation != Mutation.LastNodeIsDeaf || to != Scenario.NodeCount - 1)
            {
                Nodes[to].Receive(packet);
            }
        };
    }

    /// <summary>Time.</summary>
    public Agenda Agenda { get; }

    /// <summary>The segment.</summary>
    public SimulatedNetwork Network { get; }

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

        foreach (var checker in _checkers)
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
            Look();
        }

        Look();
    }

    private void InputHandled(Node node)
    {
        // The moment BEFORE the events: what others were when it happened.
        var moment = See();
        while (node.TryReadEvent(out var vrrpEvent))
        {
            Trace.Add(Agenda.Now, Describe(node, vrrpEvent));
            foreach (var checker in _checkers)
            {
                checker.Hear(moment, node.Id, vrrpEvent);
            }
        }

        Look();
    }

    private void Look()
    {
        var moment = See();
        foreach (var checker in _checkers)
        {
            checker.Look(moment);
        }
    }

    private Moment See()
    {
        var isCalm = Network.IsGood;
        foreach (var node in Nodes)
        {
            isCalm &= node.Process != ProcessState.Frozen && node.IsLinkUp && !node.KernelRefuses;
            var isMaster = node.Process == ProcessState.Running && node.State == VrrpState.Master;
            ref var masterSince = ref _masterSince[node.Id];
            masterSince = !isMaster ? Instant.Never : masterSince == Instant.Never ? Agenda.Now : masterSince;
            _views[node.Id] = View(node);
        }

        _calmSince = !isCalm ? Instant.Never : _calmSince == Instant.Never ? Agenda.Now : _calmSince;
        return new(Agenda.Now, _calmSince, _views);
    }

    private NodeView View(Node node) => new()
    {
        Process = node.Process,
        ProcessSince = node.ProcessSince,
        State = node.State,
        MasterSince = _masterSince[node.Id],
        AddressCount = node.Addresses.Count,
        RenewedAt = node.Addresses.RenewedAt,
        LostEvents = node.LostEvents,
        IsKnownOwner = Network.IsKnownOwner(node.Id),
    };

    private static string Describe(Node node, in VrrpEvent happened) => happened.Kind switch
    {
        VrrpEventKind.StateChanged => FormattableString.Invariant(
            $"node {node.Id}: {happened.From} -> {happened.To} for {happened.Reason}, priority {happened.Priority}, ")
            + FormattableString.Invariant($"peer {happened.Peer} {happened.PeerPriority}"),
        VrrpEventKind.PriorityChanged => FormattableString.Invariant(
            $"node {node.Id}: priority {happened.PriorityBefore} -> {happened.Priority} as {happened.To}"),
        VrrpEventKind.FaultRaised or VrrpEventKind.FaultCleared =>
            $"node {node.Id}: {happened.Kind} {happened.Fault.Kind}",
        _ => $"node {node.Id}: {happened.Kind} {happened.Detail}",
    };
}
