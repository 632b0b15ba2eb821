using Gateway.Configuration.ReverseProxy;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Shared;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Issue 6, point 3: backup destinations, slow start.</summary>
public sealed class BackupTests
{
    private static readonly HealthCheckConfig Probes = new()
    {
        Active = new()
        {
            Enabled = true, Policy = "Http", Interval = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromSeconds(5),
        },
    };

    [Fact]
    public async Task A_backup_is_asked_only_while_no_other_is_well()
    {
        var status = 200;
        await using var first = await AnsweringAsync("first", () => status);
        await using var backup = await Upstream.SayingAsync("backup");
        var config = Balanced.To("RoundRobin", new() { [UpstreamHealth.RiseKey] = "1", [UpstreamHealth.FallKey] = "1" },
            new DestinationConfig { Address = first.Address }, Balanced.Backup(backup.Address));
        await using var proxy = await RunningProxy.StartAsync(
            config with { Clusters = [config.Clusters[0] with { HealthCheck = Probes }] });

        Assert.All(await Balanced.AskAsync(proxy, 6), answer => Assert.Equal("first", answer));

        status = 500;
        _ = await proxy.BecomesAsync("a", DestinationHealth.Unhealthy);
        await AnswersAsync(proxy, "backup");

        status = 200;
        _ = await proxy.BecomesAsync("a", DestinationHealth.Healthy);
        await AnswersAsync(proxy, "first");
    }

    [Fact]
    public async Task A_request_that_could_not_be_delivered_goes_to_the_backup()
    {
        await using var backup = await Upstream.SayingAsync("backup");
        await using var proxy = await RunningProxy.StartAsync(Balanced.To(
            "RoundRobin", null, new DestinationConfig { Address = "http://127.0.0.1:1" },
            Balanced.Backup(backup.Address)));

        Assert.Equal(["backup"], await Balanced.AskAsync(proxy, 1));
    }

    [Fact]
    public async Task A_destination_that_comes_back_gets_its_share_little_by_little()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        await using var proxy = await RunningProxy.StartAsync(Balanced.To(
            "RoundRobin", new() { [UpstreamBalance.SlowStartKey] = "1h" }, one.Address, other.Address));
        Assert.Equal(10, (await Balanced.AskAsync(proxy, 20)).Count(answer => answer == "one"));

        _ = proxy.Server.Drains.Drain("app", "a");
        _ = proxy.Server.Drains.Resume("app", "a");
        var answers = await Balanced.AskAsync(proxy, 100);

        // A hundredth at the beginning of the hour: more than ten of a hundred come once in ten million runs.
        Assert.InRange(answers.Count(answer => answer == "one"), 0, 10);
    }

    [Fact]
    public async Task A_slow_start_that_is_over_changes_nothing()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        await using var proxy = await RunningProxy.StartAsync(Balanced.To(
            "RoundRobin", new() { [UpstreamBalance.SlowStartKey] = "1ms" }, one.Address, other.Address));

        _ = proxy.Server.Drains.Drain("app", "a");
        _ = proxy.Server.Drains.Resume("app", "a");
        await Pause.TickAsync();

        Assert.Equal(10, (await Balanced.AskAsync(proxy, 20)).Count(answer => answer == "one"));
    }

    [Fact]
    public async Task Whoever_is_alone_gets_everything_slow_start_or_not()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var proxy = await RunningProxy.StartAsync(Balanced.To(
            "RoundRobin", new() { [UpstreamBalance.SlowStartKey] = "1h" }, one.Address));

        _ = proxy.Server.Drains.Drain("app", "a");
        _ = proxy.Server.Drains.Resume("app", "a");

        Assert.Equal(["one", "one"], await Balanced.AskAsync(proxy, 2));
    }

    private static async Task AnswersAsync(RunningProxy proxy, string expected)
    {
        var patience = RunningProxy.Timeout;
        while ((await Balanced.AskAsync(proxy, 1))[0] != expected)
        {
            patience.ThrowIfCancellationRequested();
        }

        Assert.All(await Balanced.AskAsync(proxy, 6), answer => Assert.Equal(expected, answer));
    }

    private static Task<Upstream> AnsweringAsync(string text, Func<int> status) => Upstream.StartAsync(context =>
    {
        context.Response.StatusCode = status();
        return context.Response.WriteAsync(text);
    });
}
