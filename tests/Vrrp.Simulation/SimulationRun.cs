using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.Checkers;
using Vrrp.Simulation.Faults;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation;

/// <summary>One history of a scenario in two phases: faults, in which only safety counts; then healing, in which all
/// must become well and stay so.</summary>
internal sealed class SimulationRun
{
    private static readonly Duration StableTime = Duration.FromSeconds(10);

    private static readonly Duration AnnouncementRefresh =
        Scenario.AnnouncementRefresh + Duration.FromMilliseconds(50);

    private readonly Scenario _scenario;
    private readonly Cluster _cluster;
    private readonly FaultInjector _faults;
    private readonly SegmentWatch[] _watches;

    /// <summary>A run that has not begun.</summary>
    public SimulationRun(Scenario scenario)
    {
        var dice = new Dice(scenario.Seed);
        _scenario = scenario;
        _watches = [.. Enumerable.Range(0, scenario.SegmentCount).Select(segment => new SegmentWatch(scenario, segment))];
        _cluster = new Cluster(scenario, dice, [.. _watches.Select(watch => watch.Checkers)]);
        _faults = new FaultInjector(scenario, _cluster, dice);
    }

    /// <summary>How many first takeovers there were.</summary>
    public int FirstTakeoverCount => _watches.Sum(watch => watch.Probes.Count);

    /// <summary>The edges that were taken on any segment.</summary>
    public IEnumerable<(VrrpState From, VrrpState To, TransitionReason Reason)> Edges =>
        _watches.SelectMany(watch => watch.Transitions.Seen);

    /// <summary>How many drains came to an end.</summary>
    public int DrainCount => _watches.Sum(watch => watch.Drains.Count);

    /// <summary>The hash of everything that happened.</summary>
    public ulong TraceHash => _cluster.Trace.Hash;

    /// <summary>The end of the history.</summary>
    public string Tail => _cluster.Trace.Tail;

    /// <summary>Writes down what every process is told. BEFORE the run.</summary>
    public void RecordTo(InputRecorder recorder)
    {
        foreach (var each in _cluster.Nodes.SelectMany(node => node.Interfaces))
        {
            each.Recorder = recorder;
        }
    }

    /// <summary>What is wrong with a seed; null when nothing is.</summary>
    public static SimulationFailedException? Failure(int seed)
    {
        try
        {
            new SimulationRun(Scenario.FromSeed(seed)).Run();
            return null;
        }
        catch (SimulationFailedException failure)
        {
            return failure;
        }
    }

    /// <summary>Both phases.</summary>
    /// <exception cref="SimulationFailedException">A promise is broken, or something threw.</exception>
    public void Run() => Guard(() =>
    {
        StartAll();
        _faults.Begin();
        _cluster.Run(ChaosTime);
        _faults.HealAll();
        Expect();
        _cluster.Run(_scenario.HealingTime + AnnouncementRefresh + StableTime);
    });

    /// <summary>The same time without a fault.</summary>
    /// <exception cref="SimulationFailedException">A promise is broken, or something threw.</exception>
    public void RunWithoutFaults() => Guard(() =>
    {
        StartAll();
        Expect();
        _cluster.Run(_scenario.HealingTime + AnnouncementRefresh + StableTime);
    });

    // At 10 ms as much happens in a fraction of the time.
    private Duration ChaosTime =>
        Duration.FromSeconds(_scenario.ShortestInterval < Duration.FromMilliseconds(100) ? 15 : 60);

    // A Master whose place another took while they did not hear each other may never learn of it: the segment then
    // finds back with the next regular announcement.
    private void Expect()
    {
        var deadline = _cluster.Agenda.Now + _scenario.HealingTime;
        foreach (var watch in _watches)
        {
            watch.Healing.Expect(_faults.File.Candidates, deadline, deadline + AnnouncementRefresh);
        }
    }

    private void StartAll()
    {
        foreach (var node in _cluster.Nodes)
        {
            _cluster.Start(node);
        }
    }

    private void Guard(Action run)
    {
        try
        {
            run();
        }
        catch (Exception failure)
        {
            throw new SimulationFailedException(_scenario, _cluster.Trace.Tail, failure);
        }
    }
}
