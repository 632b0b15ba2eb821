using Gateway.Observability;

namespace Gateway.Tests.Observability;

/// <summary>The priority is shown with its parts.</summary>
public sealed class PrioritySumTests
{
    [Fact]
    public void A_sum_names_its_parts() => Assert.Equal(
        "150 - 60 (proxy) + 20 (uplink) = 110", PrioritySum.Of(150, [new(0, -60), new(1, 20)], ["proxy", "uplink"], 110));

    [Fact]
    public void Without_parts_it_is_the_configured_priority() =>
        Assert.Equal("150", PrioritySum.Of(150, [], ["proxy"], 150));

    [Fact]
    public void Beyond_the_ends_it_says_what_counts() => Assert.Equal(
        "100 - 253 (proxy) = -153, used as 1", PrioritySum.Of(100, [new(0, -253)], ["proxy"], 1));

    [Fact]
    public void During_a_drain_it_says_what_counts() =>
        Assert.Equal("150, used as 1", PrioritySum.Of(150, default, [], 1));
}
