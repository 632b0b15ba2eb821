using Gateway.Vrrp.Core;
using Vrrp.Simulation.Checkers;
using Vrrp.Simulation.Faults;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation;

/// <summary>One history of a scenario in two phases: faults, in which only safety counts; then healing, in which all
/// must become well and stay so.</summary>
internal sealed class SimulationRun
{
    private static readonly Duration ChaosTime = Duration.FromSeconds(60);
    private static readonly Duration StableTime = Duration.FromSeconds(10);

    private static readonly Duration AnnouncementRefresh =
        AnnouncementSchedule.Default.Refresh + Scenario.MaxWakeLateness;

    private readonly Scenario _scenario;
    private readonly Cluster _cluster;
    private readonly FaultInjector _faults;
    private readonly HealingChecker _healing;

    /// <summary>A run that has not begun.</summary>
    public SimulationRun(Scenario scenario)
    {
        var dice = new Dice(scenario.Seed);
        var addressCount = scenario.ConfigOf(0).Addresses.Length;
        var settling = scenario.LongestMasterDown * 2;
        _scenario = scenario;
        _healing = new HealingChecker(scenario.Candidates, addressCount);
        Takeovers = new TakeoverChecker(scenario.Preempt, settling);
        _cluster = new Cluster(
            scenario, dice, Transitions, Takeovers, _healing,
            new AddressChecker(addressCount, scenario.LongestLease),
            new FreezeChecker(scenario.LongestLease),
            new EventLossChecker(),
            new SingleMasterChecker(settling, MastersMeetWithin));
        _faults = new FaultInjector(scenario, _cluster, dice);
    }

    /// <summary>How long two Masters may stand in calm times: the advertisement that one sends when it becomes Master
    /// reaches the other, and where that one is better, its answer comes back.</summary>
    public static Duration MastersMeetWithin => Scenario.MaxDelay * 2;

    /// <summary>What the states did.</summary>
    public TransitionChecker Transitions { get; } = new();

    /// <summary>Who took over.</summary>
    public TakeoverChecker Takeovers { get; }

    /// <summary>The hash of everything that happened.</summary>
    public ulong TraceHash => _cluster.Trace.Hash;

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

    // A Master whose place another took while they did not hear each other may never learn of it: the segment then
    // finds back with the next regular announcement.
    private void Expect()
    {
        var deadline = _cluster.Agenda.Now + _scenario.HealingTime;
        _healing.Expect(deadline, deadline + AnnouncementRefresh);
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
