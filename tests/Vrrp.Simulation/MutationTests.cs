using Vrrp.Simulation.Checkers;

namespace Vrrp.Simulation;

/// <summary>Worlds that break a promise: the checker of that promise must notice.</summary>
public sealed class MutationTests
{
    private const int SeedCount = 40;

    private static readonly Dictionary<Mutation, HashSet<string>> FoundIn = [];

    [Theory]
    [InlineData(nameof(Mutation.LeasesNeverEnd), nameof(AddressChecker))]
    [InlineData(nameof(Mutation.KernelRenews), nameof(FreezeChecker), nameof(AddressChecker), nameof(HealingChecker))]
    [InlineData(nameof(Mutation.RemovalsAreIgnored), nameof(AddressChecker), nameof(VoiceChecker))]
    [InlineData(nameof(Mutation.AssignmentsAreIgnored), nameof(VoiceChecker))]
    [InlineData(nameof(Mutation.ReloadIsARestart), nameof(DrainChecker), nameof(GroupChecker),
        nameof(HealingChecker))]
    [InlineData(nameof(Mutation.NobodyAsks), nameof(ProbeChecker))]
    [InlineData(nameof(Mutation.LastNodeIsDeaf), nameof(SingleMasterChecker), nameof(TakeoverChecker))]
    [InlineData(nameof(Mutation.EventsAreNotRead), nameof(TransitionChecker))]
    [InlineData(nameof(Mutation.EventRingIsSmall), nameof(EventLossChecker))]
    [InlineData(nameof(Mutation.AnnouncementsAreLost), nameof(HealingChecker))]
    [InlineData(nameof(Mutation.DrainIsAStop), nameof(DrainChecker), nameof(GroupChecker))]
    [InlineData(nameof(Mutation.DrainsLetGo), nameof(DrainChecker))]
    [InlineData(nameof(Mutation.FarewellsAreLost), nameof(DrainChecker))]
    [InlineData(nameof(Mutation.MembersActAlone), nameof(GroupChecker))]
    [InlineData(nameof(Mutation.GroupsSettleLate), nameof(GroupChecker), nameof(SingleMasterChecker))]
    public void A_world_that_breaks_a_promise_is_noticed(string mutation, string checker, params string[] otherCheckers)
    {
        var found = Found(Enum.Parse<Mutation>(mutation));

        Assert.Contains(checker, found);
        Assert.Subset(new HashSet<string>([checker, .. otherCheckers]), found);
    }

    [Fact]
    public void Every_checker_notices_some_world() => Assert.Equal(
        typeof(Checker).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Checker)))
            .Select(type => type.Name).Order(),
        Enum.GetValues<Mutation>().SelectMany(Found).Distinct().Order());

    private static HashSet<string> Found(Mutation mutation)
    {
        if (FoundIn.TryGetValue(mutation, out var found))
        {
            return found;
        }

        found = [];
        foreach (var seed in Enumerable.Range(1, SeedCount))
        {
            var scenario = Scenario.FromSeed(seed) with { Mutation = mutation };
            var failure = Record.Exception(new SimulationRun(scenario).Run);
            if (failure is SimulationFailedException { InnerException: { } cause })
            {
                _ = found.Add(Assert.IsType<BrokenPromiseException>(cause).Checker);
            }
        }

        FoundIn[mutation] = found;
        return found;
    }
}
