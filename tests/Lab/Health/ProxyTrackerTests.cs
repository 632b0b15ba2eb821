using Lab.Subjects;

namespace Lab.Health;

/// <summary>The built-in check <c>proxy</c> and what it does to the address.</summary>
[InParallel]
public sealed class ProxyTrackerTests
{
    [LabFact]
    public async Task A_proxy_that_cannot_be_reached_gives_the_address_away_and_gets_it_back()
    {
        var settings = new PairSettings
        {
            PriorityA = 150,
            Adjust = root => GatewayConfiguration.Instance(root)["Track"] =
                new System.Text.Json.Nodes.JsonObject { ["proxy"] = -60 },
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        await pair.StartAsync();

        // The self-test comes through loopback; VRRP does not.
        pair.Segment.A.Ip("link", "set", "dev", "lo", "down");
        await pair.SettleAsync("b");
        pair.Segment.A.Ip("link", "set", "dev", "lo", "up");
        await pair.SettleAsync("a");

        Assert.True(pair.A.IsRunning);
    }
}
