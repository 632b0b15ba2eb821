using Gateway.Observability;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Observability;

/// <summary>The priority is shown with its parts.</summary>
public sealed class PrioritySumTests
{
    [Fact]
    public void A_sum_names_its_parts() => Assert.Equal(
        "150 - 60 (proxy) + 20 (uplink) = 110",
        PrioritySum.Of(150, [Part(0, -60), Part(1, 20), Part(2, 0)], ["proxy", "uplink"], 110));

    [Fact]
    public void Without_parts_it_is_the_configured_priority() =>
        Assert.Equal("150", PrioritySum.Of(150, [], ["proxy"], 150));

    [Fact]
    public void Beyond_the_ends_it_says_what_counts() => Assert.Equal(
        "100 - 253 (proxy) = -153, used as 1", PrioritySum.Of(100, [Part(0, -253)], ["proxy"], 1));

    [Fact]
    public void During_a_drain_it_says_what_counts() =>
        Assert.Equal("150, used as 1", PrioritySum.Of(150, default, [], 1));

    [Fact]
    public void No_tracker_moves_the_owner() =>
        Assert.Equal("255", PrioritySum.Of(255, [Part(0, -60)], ["proxy"], 255));

    private static PriorityPart Part(int tracker, int points) => new(tracker, -60, Demotion.Full, points);
}
