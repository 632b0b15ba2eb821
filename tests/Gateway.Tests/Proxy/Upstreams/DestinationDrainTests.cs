using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Issue 6, point 3: drain of one destination.</summary>
public sealed class DestinationDrainTests
{
    [Fact]
    public async Task A_drained_destination_gets_no_new_requests_and_those_under_way_end()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var slow = await Upstream.StartAsync(async context =>
        {
            begun.SetResult();
            await end.Task.WaitAsync(RunningProxy.Timeout);
            await context.Response.WriteAsync("slow");
        });
        await using var other = await Upstream.SayingAsync("other");
        await using var proxy = await RunningProxy.StartAsync(
            Balanced.To("FirstAlphabetical", null, slow.Address, other.Address));
        var underWay = proxy.GetAsync();
        await begun.Task.WaitAsync(RunningProxy.Timeout);

        var status = proxy.Server.Drains.Drain("app", "a")!;
        var answers = await Balanced.AskAsync(proxy, 10);
        end.SetResult();
        using var last = await underWay;

        Assert.Equal((true, 1, true), (status.IsDrained, status.Requests, status.IsHealthy));
        Assert.All(answers, answer => Assert.Equal("other", answer));
        Assert.Equal("slow", await last.Content.ReadAsStringAsync());
        Assert.Contains(proxy.Log.Lines, line => line.Contains(
            "app/a is drained: it gets no new requests, 1 under way end; 1 of the cluster are asked.",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_drained_destination_that_is_resumed_is_asked_again()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        await using var proxy = await RunningProxy.StartAsync(
            Balanced.To("FirstAlphabetical", null, one.Address, other.Address));

        _ = proxy.Server.Drains.Drain("app", "a");
        var resumed = proxy.Server.Drains.Resume("app", "a")!;

        Assert.False(resumed.IsDrained);
        Assert.Equal(["one"], await Balanced.AskAsync(proxy, 1));
    }

    [Fact]
    public async Task The_last_destination_can_be_drained_too_and_clients_get_503()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var proxy = await RunningProxy.StartAsync(Balanced.To("RoundRobin", null, one.Address));

        _ = proxy.Server.Drains.Drain("app", "a");
        using var response = await proxy.GetAsync();

        Assert.Equal(503, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_drain_outlives_a_reload_that_keeps_the_destination()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        var config = Balanced.To("FirstAlphabetical", null, one.Address, other.Address);
        await using var proxy = await RunningProxy.StartAsync(config);

        _ = proxy.Server.Drains.Drain("app", "a");
        await proxy.Server.ChangeRoutesAsync(
            config.Routes, [config.Clusters[0] with { LoadBalancingPolicy = "RoundRobin" }]);

        Assert.Equal(["other", "other"], await Balanced.AskAsync(proxy, 2));
    }

    [Theory]
    [InlineData("app", "nobody")]
    [InlineData("nothing", "a")]
    public async Task Nobody_can_be_drained_who_is_not_there(string cluster, string destination)
    {
        await using var proxy = await RunningProxy.StartAsync(Balanced.To("RoundRobin", null, "http://127.0.0.1:1"));

        Assert.Null(proxy.Server.Drains.Drain(cluster, destination));
        Assert.Null(proxy.Server.Drains.Resume(cluster, destination));
    }
}
