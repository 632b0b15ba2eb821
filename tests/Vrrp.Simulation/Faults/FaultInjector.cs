using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Faults;

/// <summary>Breaks things at random, and mends each after a while; or all at once.</summary>
internal sealed class FaultInjector
{
    private const double RareFault = 0.15;

    private static readonly Duration DrainPoll = Duration.FromMilliseconds(10);

    private readonly Scenario _scenario;
    private readonly Cluster _cluster;
    private readonly Dice _dice;
    private readonly Action<Node>[] _repertoire;
    private Scenario _file;
    private Instant _reloadedAt = new(long.MinValue);
    private bool _isOver;

    /// <summary>An injector that has not begun.</summary>
    public FaultInjector(Scenario scenario, Cluster cluster, Dice dice)
    {
        (_scenario, _cluster, _dice, _file) = (scenario, cluster, dice, scenario);
        _repertoire = scenario.Palette switch
        {
            FaultPalette.Orderly => [Crash, Stop, FlapTracker, FlapTracker, TakeAddress, Reload, Replace],
            FaultPalette.Draining => [Drain, Drain, Drain, DrainAndStop, DrainAndStop, DrainAlone, FlapTracker, Stop,
                Reload, Replace],
            FaultPalette.Freezing =>
                [Freeze, Freeze, Freeze, Crash, FlapTracker, LosePackets, Partition, Drain, Reload],
            FaultPalette.Refusals =>
                [Refuse, Refuse, Crash, Stop, CutLink, FlapTracker, Freeze, Drain, Reload, FlapSource],
            _ => [Crash, Stop, Freeze, CutLink, FlapTracker, FlapSource, LosePackets, Partition, BlockOneWay,
                TakeAddress, Drain, DrainAndStop, Reload, Replace],
        };
    }

    /// <summary>The configuration that all nodes end with.</summary>
    public Scenario File => _file;

    /// <summary>Starts the first fault after a while, and then one after the other.</summary>
    public void Begin() => _cluster.Agenda.After(Gap(), BreakSomething);

    /// <summary>Mends everything, and breaks nothing more.</summary>
    public void HealAll()
    {
        _isOver = true;
        _cluster.Note("everything heals");
        foreach (var network in _cluster.Networks)
        {
            network.Loss = 0;
            network.UnblockAll();
        }

        foreach (var node in _cluster.Nodes)
        {
            foreach (var each in node.Interfaces)
            {
                each.KernelRefuses = false;
                node.SetLink(each.Segment, true);
                node.SetSource(each.Segment, true);
            }

            node.SetTracker(true);
            node.Reload(_file);
            node.Thaw();
            _cluster.Start(node);
            node.SetDrain(false);
        }

        for (var segment = 0; segment < _scenario.SegmentCount; segment++)
        {
            var current = _file.ConfigOf(0, segment).Addresses.Select(own => own.Address).ToHashSet();
            _cluster.Networks[segment].Forget(address => !current.Contains(address));
        }
    }

    private void BreakSomething()
    {
        if (_isOver)
        {
            return;
        }

        _repertoire[_dice.Pick(_repertoire.Length)](_cluster.Nodes[_dice.Pick(_scenario.NodeCount)]);
        _cluster.Agenda.After(Gap(), BreakSomething);
    }

    // Mostly fault upon fault, sometimes long enough for all to become calm.
    private Duration Gap() => _dice.UpTo(
        _dice.Chance(RareFault) ? _scenario.LongestMasterDown * 5
        : _dice.Chance(0.5) ? _scenario.LongestMasterDown * 2
        : Duration.FromMilliseconds(300));

    // Around the lengths at which something changes: the master-down interval and the lease.
    private Duration Length() => _dice.UpTo(
        _dice.Chance(0.5) ? _scenario.LongestMasterDown + _scenario.LongestInterval
        : _scenario.LongestLease(0) * 2);

    private void Mend(Node node, string what, Action mend) => _cluster.Agenda.After(Length(), () =>
    {
        if (!_isOver)
        {
            _cluster.Note(node, what);
            mend();
        }
    });

    private void Crash(Node node)
    {
        _cluster.Note(node, "crash");
        node.Crash();
        Mend(node, "end of crash", () => _cluster.Start(node));
    }

    private void Stop(Node node)
    {
        _cluster.Note(node, "stop");
        node.Stop();
        Mend(node, "end of stop", () => _cluster.Start(node));
    }

    // By another process of the same machine; soon enough to adopt, or not.
    private void Replace(Node node)
    {
        _cluster.Note(node, "stop keeping");
        node.StopKeeping();
        _cluster.Agenda.After(_dice.UpTo(_scenario.LongestLease(0)), () =>
        {
            if (!_isOver)
            {
                _cluster.Start(node);
            }
        });
    }

    private void Freeze(Node node)
    {
        _cluster.Note(node, "freeze");
        node.Freeze();
        Mend(node, "thaw", node.Thaw);
    }

    private void CutLink(Node node)
    {
        var segment = AnySegment();
        _cluster.Note(node, FormattableString.Invariant($"link {segment} cut"));
        node.SetLink(segment, false);
        Mend(node, "link up", () => node.SetLink(segment, true));
    }

    private void FlapTracker(Node node)
    {
        _cluster.Note(node, "tracker down");
        node.SetTracker(false);
        Mend(node, "tracker up", () => node.SetTracker(true));
    }

    private void FlapSource(Node node)
    {
        var segment = AnySegment();
        _cluster.Note(node, FormattableString.Invariant($"own address {segment} gone"));
        node.SetSource(segment, false);
        Mend(node, "own address back", () => node.SetSource(segment, true));
    }

    // The same file on all nodes, but not in the same moment.
    private void Reload(Node first)
    {
        if (_scenario.Alternative is null || _cluster.Agenda.Now < _reloadedAt + Scenario.MaxReloadDelay)
        {
            return;
        }

        _reloadedAt = _cluster.Agenda.Now;
        var file = _file == _scenario ? _scenario.Alternative : _scenario;
        _file = file;
        foreach (var node in _cluster.Nodes)
        {
            _cluster.Agenda.After(node == first ? Duration.Zero : _dice.UpTo(Scenario.MaxReloadDelay), () =>
            {
                if (!_isOver)
                {
                    _cluster.Note(node, "reload");
                    node.Reload(file);
                }
            });
        }
    }

    private void TakeAddress(Node node)
    {
        _cluster.Note(node, "address taken");
        node.Interfaces[AnySegment()].Addresses.RemoveOne();
    }

    // Called off after a while, done or not.
    private void Drain(Node node)
    {
        _cluster.Note(node, "drain");
        node.SetDrain(true);
        Mend(node, "undrain", () => node.SetDrain(false));
    }

    // Nobody is there to take over, and for long.
    private void DrainAlone(Node node)
    {
        _cluster.Note(node, "drain, and the others stop");
        foreach (var other in _cluster.Nodes.Where(other => other != node))
        {
            other.Stop();
        }

        node.SetDrain(true);
        _cluster.Agenda.After(_scenario.Settling + (_scenario.LongestMasterDown * 3), () =>
        {
            if (!_isOver)
            {
                _cluster.Nodes.ToList().ForEach(_cluster.Start);
                node.SetDrain(false);
            }
        });
    }

    // As a process that is told to stop does it: a drain first, and the end when it is done.
    private void DrainAndStop(Node node)
    {
        _cluster.Note(node, "drain, then stop");
        node.Leave();
        WaitForDrain(node, node.ProcessSince);
    }

    private void WaitForDrain(Node node, Instant since) => _cluster.Agenda.After(DrainPoll, () =>
    {
        if (_isOver || !node.IsDrainWanted || node.ProcessSince != since)
        {
            return;
        }

        if (node.IsDrained)
        {
            Stop(node);
        }
        else
        {
            WaitForDrain(node, since);
        }
    });

    private void Refuse(Node node)
    {
        var where = node.Interfaces[AnySegment()];
        _cluster.Note(node, "kernel refuses");
        where.KernelRefuses = true;
        Mend(node, "kernel obliges", () => where.KernelRefuses = false);
    }

    private void LosePackets(Node node)
    {
        var network = AnyNetwork();
        network.Loss = 0.1 + (_dice.Pick(7) * 0.1);
        _cluster.Note(FormattableString.Invariant($"loss {network.Loss:0.0}"));
        Mend(node, "no loss", () => network.Loss = 0);
    }

    private void Partition(Node node)
    {
        var network = AnyNetwork();
        _cluster.Note(node, "alone");
        for (var other = 0; other < _scenario.NodeCount; other++)
        {
            network.Block(node.Id, other, true);
            network.Block(other, node.Id, true);
        }

        Mend(node, "all ways open", network.UnblockAll);
    }

    private void BlockOneWay(Node node)
    {
        if (_scenario.NodeCount == 1)
        {
            return;
        }

        var network = AnyNetwork();
        var other = (node.Id + 1 + _dice.Pick(_scenario.NodeCount - 1)) % _scenario.NodeCount;
        _cluster.Note(node, FormattableString.Invariant($"not heard by node {other}"));
        network.Block(node.Id, other, true);
        Mend(node, "all ways open", network.UnblockAll);
    }

    private int AnySegment() => _dice.Pick(_scenario.SegmentCount);

    private SimulatedNetwork AnyNetwork() => _cluster.Networks[AnySegment()];
}
