using Vrrp.Simulation.Checkers;

namespace Vrrp.Simulation;

/// <summary>Worlds that break a promise: the checker of that promise must notice.</summary>
public sealed class MutationTests
{
    private const int SeedCount = 40;

    [Theory]
    [InlineData(nameof(Mutation.LeasesNeverEnd), nameof(AddressChecker), nameof(FreezeChecker))]
    [InlineData(nameof(Mutation.RemovalsAreIgnored), nameof(AddressChecker), nameof(VoiceChecker))]
    [InlineData(nameof(Mutation.AssignmentsAreIgnored), nameof(VoiceChecker), nameof(VoiceChecker))]
    [InlineData(nameof(Mutation.ReloadIsARestart), nameof(DrainChecker), nameof(GroupChecker))]
    [InlineData(nameof(Mutation.NobodyAsks), nameof(ProbeChecker), nameof(ProbeChecker))]
    [InlineData(nameof(Mutation.LastNodeIsDeaf), nameof(SingleMasterChecker), nameof(TakeoverChecker))]
    [InlineData(nameof(Mutation.EventsAreNotRead), nameof(TransitionChecker), nameof(EventLossChecker))]
    [InlineData(nameof(Mutation.AnnouncementsAreLost), nameof(HealingChecker), nameof(HealingChecker))]
    [InlineData(nameof(Mutation.DrainIsAStop), nameof(DrainChecker), nameof(GroupChecker))]
    [InlineData(nameof(Mutation.FarewellsAreLost), nameof(DrainChecker), nameof(DrainChecker))]
    [InlineData(nameof(Mutation.MembersActAlone), nameof(GroupChecker), nameof(GroupChecker))]
    [InlineData(nameof(Mutation.GroupsSettleLate), nameof(GroupChecker), nameof(SingleMasterChecker))]
    public void A_world_that_breaks_a_promise_is_noticed(string mutation, string checker, string otherChecker)
    {
        var found = new HashSet<string>();
        foreach (var seed in Enumerable.Range(1, SeedCount))
        {
            var scenario = Scenario.FromSeed(seed) with { Mutation = Enum.Parse<Mutation>(mutation) };
            var failure = Record.Exception(new SimulationRun(scenario).Run);
            if (failure is SimulationFailedException { InnerException: { } cause })
            {
                _ = found.Add(Assert.IsType<BrokenPromiseException>(cause).Checker);
            }
        }

        Assert.NotEmpty(found);
        Assert.Subset(new HashSet<string> { checker, otherChecker }, found);
    }
}
