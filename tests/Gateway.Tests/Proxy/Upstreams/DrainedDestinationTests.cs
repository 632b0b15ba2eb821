using System.Net;
using Gateway.Admin.Operation;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Drain of one destination (issue 6, point 3): no new requests, and those under way end.</summary>
public sealed class DrainedDestinationTests
{
    [Fact]
    public async Task New_requests_go_elsewhere_and_the_drain_waits_for_those_under_way()
    {
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var one = await Upstream.StartAsync(async context =>
        {
            asked.TrySetResult();
            await release.Task.WaitAsync(RunningProxy.Timeout);
            await context.Response.WriteAsync("one");
        });
        await using var two = await Upstream.SayingAsync("two");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(one.Address) with
        {
            Clusters =
            [
                new()
                {
                    ClusterId = "app",
                    LoadBalancingPolicy = "FirstAlphabetical",
                    Destinations = new Dictionary<string, DestinationConfig>
                    {
                        ["one"] = new() { Address = one.Address },
                        ["two"] = new() { Address = two.Address },
                    },
                },
            ],
        });
        var drain = new DestinationDrain(
            proxy.Server.Destinations, proxy.Server.Drains, proxy.Server.Streams, TimeProvider.System);
        var target = drain.Find("app/one", out var problem);
        Assert.Equal("", problem);
        var underWay = proxy.GetAsync();
        await asked.Task.WaitAsync(RunningProxy.Timeout);

        var draining = drain.DrainAsync(target!, RunningProxy.Timeout);

        Assert.False(draining.IsCompleted);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("two", await SayAsync(proxy.GetAsync()));
        }

        release.SetResult();
        Assert.Equal("one", await SayAsync(underWay));
        var report = await draining;
        Assert.True(report is { Drained: true, Changed: true, Requests: 0, Others: 1 }, report.ToString());
        Assert.True(proxy.Server.Destinations.Of("app").Single(each => each.Destination == "one").IsDrained);

        Assert.True(drain.Undrain(target!) is { Drained: false, Changed: true, Others: 2 });
        Assert.Equal("one", await SayAsync(proxy.GetAsync()));
    }

    [Fact]
    public async Task A_cluster_whose_last_destination_is_out_answers_503()
    {
        await using var upstream = await Upstream.SayingAsync("one");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        Assert.True(proxy.Server.Drains.Drain("app", "one") is { IsDrained: true });
        using var answer = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_that_is_none_is_named_with_those_that_are()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.To("http://127.0.0.1:1"));
        var drain = new DestinationDrain(
            proxy.Server.Destinations, proxy.Server.Drains, proxy.Server.Streams, TimeProvider.System);

        Assert.Null(drain.Find("app/ony", out var problem));
        Assert.Equal("There is no destination of app \"ony\"; did you mean \"one\"?", problem);
        Assert.Null(drain.Find("web", out problem));
        Assert.Equal("There is no cluster \"web\"; known: app.", problem);
        Assert.Equal("one", drain.Find("ReverseProxy:Clusters:app/one", out problem)?.Destination);
    }

    private static async Task<string> SayAsync(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        return await answer.Content.ReadAsStringAsync(RunningProxy.Timeout);
    }
}
