using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Faults;

/// <summary>Breaks things at random, and mends each after a while; or all at once.</summary>
internal sealed class FaultInjector
{
    private const double RareFault = 0.15;

    private readonly Scenario _scenario;
    private readonly Cluster _cluster;
    private readonly Dice _dice;
    private readonly Action<Node>[] _repertoire;
    private bool _isOver;

    /// <summary>An injector that has not begun.</summary>
    public FaultInjector(Scenario scenario, Cluster cluster, Dice dice)
    {
        (_scenario, _cluster, _dice) = (scenario, cluster, dice);
        _repertoire = scenario.Palette switch
        {
            FaultPalette.Orderly => [Crash, Stop, FlapTracker, FlapTracker],
            FaultPalette.Freezing => [Freeze, Freeze, Freeze, Crash, FlapTracker, LosePackets, Partition],
            FaultPalette.Refusals => [Refuse, Refuse, Crash, Stop, CutLink, FlapTracker, Freeze],
            _ => [Crash, Stop, Freeze, CutLink, FlapTracker, LosePackets, Partition, BlockOneWay],
        };
    }

    /// <summary>Starts the first fault after a while, and then one after the other.</summary>
    public void Begin() => _cluster.Agenda.After(Gap(), BreakSomething);

    /// <summary>Mends everything, and breaks nothing more.</summary>
    public void HealAll()
    {
        _isOver = true;
        _cluster.Note("everything heals");
        _cluster.Network.Loss = 0;
        _cluster.Network.UnblockAll();
        foreach (var node in _cluster.Nodes)
        {
            node.KernelRefuses = false;
            node.SetLink(true);
            node.SetTracker(true);
            node.Thaw();
            _cluster.Start(node);
        }
    }

    private void BreakSomething()
    {
        if (_isOver)
        {
            return;
        }

        _repertoire[_dice.Pick(_repertoire.Length)](_cluster.Nodes[_dice.Pick(Scenario.NodeCount)]);
        _cluster.Agenda.After(Gap(), BreakSomething);
    }

    // Mostly fault upon fault, sometimes long enough for all to become calm.
    private Duration Gap() => _dice.UpTo(
        _dice.Chance(RareFault) ? _scenario.LongestMasterDown * 5
        : _dice.Chance(0.5) ? _scenario.LongestMasterDown * 2
        : Duration.FromMilliseconds(300));

    // Around the lengths at which something changes: the master-down interval and the lease.
    private Duration Length() => _dice.UpTo(
        _dice.Chance(0.5) ? _scenario.LongestMasterDown + _scenario.Interval : _scenario.LongestLease * 2);

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

    private void Freeze(Node node)
    {
        _cluster.Note(node, "freeze");
        node.Freeze();
        Mend(node, "thaw", node.Thaw);
    }

    private void CutLink(Node node)
    {
        _cluster.Note(node, "link cut");
        node.SetLink(false);
        Mend(node, "link up", () => node.SetLink(true));
    }

    private void FlapTracker(Node node)
    {
        _cluster.Note(node, "tracker down");
        node.SetTracker(false);
        Mend(node, "tracker up", () => node.SetTracker(true));
    }

    private void Refuse(Node node)
    {
        _cluster.Note(node, "kernel refuses");
        node.KernelRefuses = true;
        Mend(node, "kernel obliges", () => node.KernelRefuses = false);
    }

    private void LosePackets(Node node)
    {
        _cluster.Network.Loss = 0.1 + (_dice.Pick(7) * 0.1);
        _cluster.Note(FormattableString.Invariant($"loss {_cluster.Network.Loss:0.0}"));
        Mend(node, "no loss", () => _cluster.Network.Loss = 0);
    }

    private void Partition(Node node)
    {
        _cluster.Note(node, "alone");
        for (var other = 0; other < Scenario.NodeCount; other++)
        {
            _cluster.Network.Block(node.Id, other, true);
            _cluster.Network.Block(other, node.Id, true);
        }

        Mend(node, "all ways open", _cluster.Network.UnblockAll);
    }

    private void BlockOneWay(Node node)
    {
        var other = (node.Id + 1 + _dice.Pick(Scenario.NodeCount - 1)) % Scenario.NodeCount;
        _cluster.Note(node, FormattableString.Invariant($"not heard by node {other}"));
        _cluster.Network.Block(node.Id, other, true);
        Mend(node, "all ways open", _cluster.Network.UnblockAll);
    }
}
