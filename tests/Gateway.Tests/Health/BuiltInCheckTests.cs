using Gateway.Health;
using Gateway.Proxy.Upstreams;
using Gateway.Tests.Proxy;
using Gateway.Vrrp.Core;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Health;

/// <summary>The trackers that need no plugin.</summary>
public sealed class BuiltInCheckTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"switch-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1, "++", 0, "2 of 2 destinations are healthy")]
    [InlineData(1, "-+", 0, "1 of 2 destinations are healthy")]
    [InlineData(2, "-+", 100, "1 of 2 destinations are healthy, fewer than 2; web-0: refused")]
    [InlineData(1, "?-", 100, "0 of 2 destinations are healthy, fewer than 1; web-0 has not been asked yet")]
    [InlineData(1, "", 100, "0 of 0 destinations are healthy, fewer than 1")]
    public async Task A_cluster_fails_below_its_minimum(int minimum, string destinations, int demotion, string text)
    {
        var check = new ClusterCheck(() => [.. destinations.Select(StatusOf)], minimum);

        var result = await check.CheckAsync(CancellationToken.None);

        Assert.Equal((demotion, text), (result.Demotion, result.Text));
    }

    [Fact]
    public async Task What_requests_say_does_not_move_a_cluster()
    {
        var avoided = StatusOf('+', 0) with { Passive = new(DestinationHealth.Unhealthy, "reset", null) };
        var check = new ClusterCheck(() => [avoided], 1);

        Assert.True((await check.CheckAsync(CancellationToken.None)).IsHealthy);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 100)]
    [InlineData("0\n", 0)]
    [InlineData("40\n", 40)]
    [InlineData("100", 100)]
    [InlineData("250", 100)]
    [InlineData("-60", 100)]
    [InlineData("maintenance until Friday, says the person who made it, at some length indeed", 100)]
    public async Task A_file_is_a_switch(string? content, int demotion)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(_path, content);
        }

        Assert.Equal(demotion, (await new FileCheck(_path).CheckAsync(CancellationToken.None)).Demotion);
    }

    [Fact]
    public async Task What_cannot_be_read_counts_as_there() =>
        Assert.False((await new FileCheck(Path.GetTempPath()).CheckAsync(CancellationToken.None)).IsHealthy);

    [Fact]
    public async Task They_are_made_for_what_is_tracked()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        var config = Configs.To(upstream.Address);
        config = config with
        {
            Vrrp = new() { VirtualRouters = [], Trackers = ["uplink", "cluster:app", "interface:eth1", $"file:{_path}"] },
        };
        await using var proxy = await RunningProxy.StartAsync(config);

        var checks = BuiltInChecks.For(config, proxy.Server).ToArray();

        Assert.Equal(["proxy", "cluster:app", $"file:{_path}"], checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.True(check.IsBuiltIn && check.Initial == Demotion.Full));
    }

    private static DestinationStatus StatusOf(char mark, int index)
    {
        var health = mark switch
        {
            '+' => DestinationHealth.Healthy,
            '-' => DestinationHealth.Unhealthy,
            _ => DestinationHealth.Unknown,
        };
        return new("web", $"web-{index}", "http://192.0.2.1", new(health, "refused", null), default);
    }
}
