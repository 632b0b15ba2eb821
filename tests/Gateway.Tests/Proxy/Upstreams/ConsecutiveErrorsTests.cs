using System.Net;
using Gateway.Configuration.ReverseProxy;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>The passive check: errors in a row take a destination out.</summary>
public sealed class ConsecutiveErrorsTests
{
    [Fact]
    public async Task Errors_in_a_row_take_a_destination_out_and_the_others_serve()
    {
        await using var bad = await AnsweringAsync(() => 503);
        await using var good = await Upstream.SayingAsync("good");
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "2" }, passive: true, bad.Address, good.Address));

        while (One(proxy).Health != DestinationHealth.Unhealthy)
        {
            (await proxy.GetAsync()).Dispose();
        }

        Assert.Equal("it answered 503", One(proxy).Text);
        Assert.Single(proxy.Log.Lines, line => line.Contains(
            "app/one is avoided for 600 s after 2 failed requests in a row, the last: it answered 503",
            StringComparison.Ordinal));
        for (var i = 0; i < 10; i++)
        {
            using var response = await proxy.GetAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_success_between_errors_counts_them_anew()
    {
        var status = 503;
        await using var upstream = await AnsweringAsync(() => status);
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "3" }, passive: true, upstream.Address));

        foreach (var next in new[] { 503, 503, 200, 503, 503, 404, 503, 503, 500, 503, 503 })
        {
            status = next;
            (await proxy.GetAsync()).Dispose();
        }

        Assert.Equal(DestinationHealth.Unknown, One(proxy).Health);
        (await proxy.GetAsync()).Dispose();
        Assert.Equal(DestinationHealth.Unhealthy, One(proxy).Health);
    }

    [Fact]
    public async Task The_only_destination_is_asked_all_the_same()
    {
        var status = 502;
        await using var upstream = await AnsweringAsync(() => status);
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "1" }, passive: true, upstream.Address));
        (await proxy.GetAsync()).Dispose();
        Assert.Equal(DestinationHealth.Unhealthy, One(proxy).Health);

        status = 200;
        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static Task<Upstream> AnsweringAsync(Func<int> status) => Upstream.StartAsync(context =>
    {
        context.Response.StatusCode = status();
        return Task.CompletedTask;
    });

    private static Gateway.Proxy.Upstreams.DestinationWord One(RunningProxy proxy) =>
        proxy.Server.Destinations.Of("app").Single(found => found.Destination == "one").Passive;
}
