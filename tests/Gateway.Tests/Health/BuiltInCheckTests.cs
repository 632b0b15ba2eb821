using Gateway.Health;
using Gateway.Plugins;
using Gateway.Proxy.Upstreams;
using Gateway.Tests.Proxy;
using Gateway.Vrrp.Core;
using Shared;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Health;

/// <summary>The trackers that need no plugin.</summary>
public sealed class BuiltInCheckTests : IDisposable
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

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
        var check = new ClusterCheck(() => ClusterOf(destinations, minimum, TimeSpan.Zero), new FakeTime());

        var result = await check.CheckAsync(CancellationToken.None);

        Assert.Equal((demotion, text), (result.Demotion, result.Text));
    }

    [Fact]
    public async Task What_requests_say_does_not_move_a_cluster()
    {
        var avoided = StatusOf('+', 0) with { Passive = new(DestinationHealth.Unhealthy, "reset", null) };
        var check = new ClusterCheck(() => new([avoided], 1, TimeSpan.Zero), new FakeTime());

        Assert.True((await check.CheckAsync(CancellationToken.None)).IsHealthy);
    }

    [Fact]
    public async Task A_new_cluster_waits_with_its_first_word_until_its_destinations_have_been_asked()
    {
        var (time, destinations) = (new FakeTime(), "??");
        var check = new ClusterCheck(() => ClusterOf(destinations, 1, TenSeconds), time);

        var first = check.CheckAsync(CancellationToken.None);
        await time.TimersAsync(1);
        destinations = "-?";
        time.AdvanceToNextTimer();
        await time.TimersAsync(1);
        Assert.False(first.IsCompleted);
        destinations = "-+";
        time.AdvanceToNextTimer();

        Assert.True((await first).IsHealthy);
    }

    [Fact]
    public async Task A_new_cluster_that_nobody_asks_has_failed_when_its_time_is_over()
    {
        var time = new FakeTime();
        var first = new ClusterCheck(() => ClusterOf("?", 1, TenSeconds), time).CheckAsync(CancellationToken.None);

        await time.TimersAsync(1);
        time.Advance(TenSeconds);

        Assert.Equal(
            "0 of 1 destinations are healthy, fewer than 1; web-0 has not been asked yet", (await first).Text);
    }

    [Fact]
    public async Task Destinations_that_change_leave_a_cluster_as_it_was_until_they_have_been_asked()
    {
        var (time, destinations) = (new FakeTime(), "++");
        var check = new ClusterCheck(() => ClusterOf(destinations, 1, TenSeconds), time);
        async Task<HealthResult> LookAsync(string now)
        {
            destinations = now;
            return await check.CheckAsync(CancellationToken.None);
        }

        Assert.True((await LookAsync("++")).IsHealthy);
        Assert.Equal("0 of 2 destinations are healthy, and 2 have not been asked yet", (await LookAsync("??")).Text);
        time.Advance(TenSeconds / 2);
        Assert.True((await LookAsync("??")).IsHealthy);
        Assert.True((await LookAsync("+?")).IsHealthy);
        Assert.True((await LookAsync("?")).IsHealthy);
        Assert.False((await LookAsync("-")).IsHealthy);
        // What was ill stays ill.
        Assert.False((await LookAsync("?")).IsHealthy);
        Assert.True((await LookAsync("+")).IsHealthy);
        Assert.True((await LookAsync("?")).IsHealthy);
        time.Advance(TenSeconds);
        Assert.False((await LookAsync("?")).IsHealthy);
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

    private static ClusterStatus ClusterOf(string destinations, int minimum, TimeSpan limit) =>
        new([.. destinations.Select(StatusOf)], minimum, limit);

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
