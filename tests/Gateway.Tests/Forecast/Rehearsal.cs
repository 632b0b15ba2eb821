using System.Collections.Immutable;
using Gateway.Forecast;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Forecast;

/// <summary>A contest between the engine's own state machines, in virtual time, on a network that delivers at
/// once.</summary>
internal sealed class Rehearsal
{
    private readonly Contest _contest;
    private readonly Dictionary<string, Node> _nodes = [];
    private (string Node, int Router, VrrpStateMachine Machine)[] _machines = [];
    private readonly Queue<(string From, int Router, byte Priority)> _onTheWire = new();
    private readonly EffectBuffer _effects = new();
    private Instant _now = new(5_000_000_000_000);

    /// <summary>All nodes start at the same time, and are well.</summary>
    public Rehearsal(Contest contest)
    {
        _contest = contest;
        foreach (var contender in contest.Contenders)
        {
            Start(contender.Node);
        }
    }

    /// <summary>The node that alone has all addresses; null when there is none.</summary>
    public string? Owner { get; private set; }

    /// <summary>How long some address was nowhere since the last <see cref="Mark"/>.</summary>
    public Duration Dark { get; private set; }

    /// <summary>When the owner became it, from the last <see cref="Mark"/>.</summary>
    public Duration OwnedSince { get; private set; }

    private Instant Begin { get; set; }

    /// <summary>From here on times count.</summary>
    public void Mark() => (Begin, Dark, OwnedSince) = (_now, default, default);

    /// <summary>Lets time pass.</summary>
    public void Run(Duration time)
    {
        for (var end = _now + time; _now < end;)
        {
            var next = end;
            foreach (var (_, _, machine) in _machines)
            {
                next = machine.NextTimeout < next ? machine.NextTimeout : next;
            }

            Dark += IsDark ? next - _now : Duration.Zero;
            _now = next > _now ? next : _now;
            foreach (var (node, router, machine) in _machines)
            {
                if (machine.NextTimeout <= _now)
                {
                    Handle(node, router, VrrpInput.Tick);
                }
            }

            Deliver();
        }
    }

    /// <summary>A node comes, or comes back.</summary>
    public void Start(string name)
    {
        var node = new Node(_contest, name);
        _nodes[name] = node;
        ListMachines();
        for (var router = 0; router < node.Machines.Length; router++)
        {
            Handle(name, router, VrrpInput.SourceAddress(node.Source));
            Handle(name, router, VrrpInput.Startup);
        }

        Deliver();
    }

    /// <summary>A tracker speaks, or with null all of them say that they are well.</summary>
    public void Fail(string name, int? tracker)
    {
        var standing = _contest.Stand(tracker, name).First(one => one.Node == name);
        var node = _nodes[name];
        for (var router = 0; router < node.Machines.Length; router++)
        {
            Handle(name, router, VrrpInput.PriorityChanged(standing.Priority));
            foreach (var weight in _contest.Routers[router].Track.Where(weight => weight.Weight == 0))
            {
                var fault = new Fault(FaultKind.TrackerDown, weight.Tracker);
                Handle(name, router, weight.Tracker == tracker
                    ? VrrpInput.FaultRaised(fault)
                    : VrrpInput.FaultCleared(fault));
            }
        }

        Deliver();
    }

    /// <summary>An operator stops a node with a drain, and its process ends when it has drained.</summary>
    public void Drain(string name)
    {
        for (var router = 0; router < _contest.Routers.Length; router++)
        {
            Handle(name, router, VrrpInput.Drain);
        }

        Deliver();
    }

    /// <summary>A node is gone in the middle of a sentence; its guard may say farewell.</summary>
    public void Crash(string name, bool withFarewell)
    {
        _ = _nodes.Remove(name);
        ListMachines();
        for (var router = 0; withFarewell && router < _contest.Routers.Length; router++)
        {
            _onTheWire.Enqueue((name, router, 0));
        }

        Deliver();
    }

    /// <summary>An interface of a node loses its carrier.</summary>
    public void Cut(string name, string link)
    {
        _nodes[name].Cut = link;
        for (var router = 0; router < _contest.Routers.Length; router++)
        {
            if (_contest.Routers[router].Interface == link)
            {
                Handle(name, router, VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)));
            }
        }

        Deliver();
    }

    private bool IsDark => Enumerable.Range(0, _contest.Routers.Length)
        .Any(router => !_nodes.Values.Any(node => node.Owns[router]));

    private void ListMachines() => _machines =
    [
        .. _nodes.SelectMany(node => node.Value.Machines.Select((machine, router) => (node.Key, router, machine))),
    ];

    private void Deliver()
    {
        while (_onTheWire.TryDequeue(out var sent))
        {
            var source = _contest.Contenders.First(contender => contender.Node == sent.From).Source;
            var interval = _contest.Routers[sent.Router].AdvertisementInterval;
            foreach (var name in _nodes.Keys.Where(other => other != sent.From && !IsCut(other, sent.Router)).ToArray())
            {
                Handle(name, sent.Router, VrrpInput.Advertisement(sent.Priority, interval, source));
            }
        }

        var owners = _nodes.Where(node => node.Value.Owns.All(owns => owns)).Select(node => node.Key).ToArray();
        var others = _nodes.Count(node => node.Value.Owns.Any(owns => owns));
        var owner = owners.Length == 1 && others == 1 ? owners[0] : null;
        if (owner != Owner)
        {
            (Owner, OwnedSince) = (owner, _now - Begin);
        }
    }

    private bool IsCut(string name, int router) => _nodes[name].Cut == _contest.Routers[router].Interface;

    private void Handle(string name, int router, in VrrpInput input)
    {
        Do(name, router, input);
        while (_nodes[name].Group?.TryNext(out var member, out var word) == true)
        {
            Do(name, member, word);
        }
    }

    private void Do(string name, int router, in VrrpInput input)
    {
        var node = _nodes[name];
        node.Machines[router].Handle(_now, input, _effects);
        for (var i = 0; i < _effects.Count; i++)
        {
            switch (_effects[i].Kind)
            {
                case EffectKind.AddAddresses:
                    node.Owns[router] = true;
                    break;
                case EffectKind.RemoveAddresses:
                    node.Owns[router] = false;
                    break;
                case EffectKind.SendAdvertisement when !IsCut(name, router):
                    _onTheWire.Enqueue((name, router, _effects[i].Priority));
                    break;
            }
        }

        _effects.Clear();
    }

    private sealed class Node
    {
        public Node(Contest contest, string name)
        {
            var own = contest.Stand().First(one => one.Node == name);
            Source = own.Contender.Source;
            Machines =
            [
                .. contest.Routers.Select(router => new VrrpStateMachine(new()
                {
                    Priority = own.Priority,
                    AdvertisementInterval = router.AdvertisementInterval,
                    Version = router.Version,
                    Preempt = router.Preempt,
                    PreemptDelay = router.PreemptDelay,
                    RecoveryHold = router.RecoveryHold,
                    InSyncGroup = contest.Routers.Length > 1,
                })),
            ];
            Owns = new bool[Machines.Length];
            Group = Machines.Length > 1 ? new(Machines) : null;
        }

        public ImmutableArray<VrrpStateMachine> Machines { get; }

        public SyncGroup? Group { get; }

        public IpAddr Source { get; }

        public bool[] Owns { get; }

        public string? Cut { get; set; }
    }
}
