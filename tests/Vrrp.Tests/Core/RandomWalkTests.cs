using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class RandomWalkTests
{
    private const int Seeds = 400;
    private const int StepsPerSeed = 500;

    [Fact]
    public void Whatever_happens_the_invariant_holds_and_every_transition_has_a_reason()
    {
        var taken = new HashSet<(VrrpState, VrrpState, TransitionReason)>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var walk = new RandomWalk(seed);
            for (var step = 0; step < StepsPerSeed; step++)
            {
                try
                {
                    walk.Step();
                }
                catch (Exception failure) when (failure is Xunit.Sdk.XunitException or InvalidOperationException)
                {
                    Assert.Fail($"Seed {seed}, step {step}: {failure.Message}");
                }
            }

            taken.UnionWith(walk.Taken);
        }

        // A walk that never takes an edge proves nothing about it.
        Assert.Equal(RandomWalk.EdgeCount, taken.Count);
    }
}
