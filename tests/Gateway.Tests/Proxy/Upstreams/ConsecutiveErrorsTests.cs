using System.Net;
using System.Text;
using Gateway.Configuration;
using Gateway.Configuration.ReverseProxy;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>The passive check: errors in a row take a destination out.</summary>
public sealed class ConsecutiveErrorsTests
{
    private const string Nobody = "http://127.0.0.1:1";

    [Fact]
    public async Task Errors_in_a_row_take_a_destination_out_and_the_others_serve()
    {
        await using var good = await Upstream.SayingAsync("good");
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "2" }, passive: true, Nobody, good.Address));

        while (One(proxy).Health != DestinationHealth.Unhealthy)
        {
            (await proxy.GetAsync()).Dispose();
        }

        Assert.StartsWith("Connection refused", One(proxy).Text, StringComparison.Ordinal);
        Assert.Single(proxy.Log.Lines, line => line.Contains(
            "app/one is avoided for 600 s after 2 failed requests in a row, the last: Connection refused",
            StringComparison.Ordinal));
        for (var i = 0; i < 10; i++)
        {
            using var response = await proxy.GetAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    // Anybody may ask for a URL that is answered so: the others' requests must not move to a backup for it.
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task An_answer_is_a_success_whatever_its_status(int status)
    {
        await using var upstream = await AnsweringAsync(() => status);
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "1" }, passive: true, upstream.Address));

        using var response = await proxy.GetAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(DestinationHealth.Unknown, One(proxy).Health);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfou")]
    public async Task A_connection_that_breaks_is_an_error(string answer)
    {
        await using var upstream = new RawUpstream(answer);
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "1" }, passive: true, upstream.Address));

        _ = await Record.ExceptionAsync(async () =>
        {
            using var response = await proxy.GetAsync();
            _ = await response.Content.ReadAsStringAsync(RunningProxy.Timeout);
        });

        // The client may know of it first.
        await ReloadRig.UntilAsync(() => One(proxy).Health == DestinationHealth.Unhealthy);
    }

    [Fact]
    public async Task No_answer_in_time_is_an_error()
    {
        await using var upstream = await Upstream.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var config = Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "1" }, passive: true, upstream.Address);
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Clusters =
            [
                config.Clusters[0] with { HttpRequest = new() { ActivityTimeout = TimeSpan.FromMilliseconds(100) } },
            ],
        });

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(DestinationHealth.Unhealthy, One(proxy).Health);
    }

    [Fact]
    public async Task No_answer_within_the_time_of_the_route_is_an_error_and_told_and_not_repeated()
    {
        await using var upstream = await Upstream.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var other = await Upstream.SayingAsync("other");
        await using var proxy = await RunningProxy.StartAsync(Limited(upstream.Address, other.Address));

        // PowerOfTwoChoices may take the other first.
        while (One(proxy).Health != DestinationHealth.Unhealthy)
        {
            using var response = await proxy.GetAsync();
            var expected = One(proxy).Health == DestinationHealth.Unhealthy
                ? HttpStatusCode.GatewayTimeout
                : HttpStatusCode.OK;
            Assert.Equal(expected, response.StatusCode);
        }

        Assert.Equal("no answer within 2 s", One(proxy).Text);
        Assert.Single(proxy.Log.Lines, line => line.Contains(
            "RequestTimedOut (no answer within 2 s). The client got 504.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task Time_that_went_by_until_the_client_had_sent_its_body_is_not_the_destinations(
        HttpProtocols protocol)
    {
        await using var upstream = await Upstream.StartAsync(
            context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted), protocol);
        var config = Limited(upstream.Address);
        var version = protocol == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Clusters =
            [
                config.Clusters[0] with
                {
                    HttpRequest = new()
                    {
                        Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    },
                },
            ],
        });
        await using var client = await proxy.ConnectTlsAsync();

        await client.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {Configs.Host}\r\nContent-Length: 9\r\n\r\nslow"));
        using var reader = new StreamReader(client);
        var status = await reader.ReadLineAsync(RunningProxy.Timeout);

        Assert.Equal("HTTP/1.1 504 Gateway Timeout", status);
        Assert.Equal(DestinationHealth.Unknown, One(proxy).Health);
        Assert.DoesNotContain(proxy.Log.Lines, line => line.Contains("failed:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_success_between_errors_counts_them_anew()
    {
        var status = 503;
        await using var upstream = await AnsweringAsync(() => status);
        await using var proxy = await RunningProxy.StartAsync(Watched.To(
            null, new() { [UpstreamHealth.ErrorsKey] = "3", [UpstreamHealth.FailedStatusKey] = "502-504" },
            passive: true, upstream.Address));

        foreach (var next in new[] { 503, 503, 200, 503, 503, 404, 503, 503, 500, 503, 503 })
        {
            status = next;
            (await proxy.GetAsync()).Dispose();
        }

        Assert.Equal(DestinationHealth.Unknown, One(proxy).Health);
        (await proxy.GetAsync()).Dispose();
        Assert.Equal((DestinationHealth.Unhealthy, "it answered 503"), (One(proxy).Health, One(proxy).Text));
    }

    [Fact]
    public async Task The_only_destination_is_asked_all_the_same()
    {
        var status = 502;
        await using var upstream = await AnsweringAsync(() => status);
        await using var proxy = await RunningProxy.StartAsync(Watched.To(
            null, new() { [UpstreamHealth.ErrorsKey] = "1", [UpstreamHealth.FailedStatusKey] = "502" },
            passive: true, upstream.Address));
        (await proxy.GetAsync()).Dispose();
        Assert.Equal(DestinationHealth.Unhealthy, One(proxy).Health);

        status = 200;
        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // One error takes a destination out.
    private static GatewayConfig Limited(params string[] upstreams)
    {
        var config = Watched.To(null, new() { [UpstreamHealth.ErrorsKey] = "1" }, passive: true, upstreams);
        return config with
        {
            Routes = [config.Routes[0] with { Timeout = TimeSpan.FromSeconds(2) }],
        };
    }

    private static Task<Upstream> AnsweringAsync(Func<int> status) => Upstream.StartAsync(context =>
    {
        context.Response.StatusCode = status();
        return Task.CompletedTask;
    });

    private static Gateway.Proxy.Upstreams.DestinationWord One(RunningProxy proxy) =>
        proxy.Server.Destinations.Of("app").Single(found => found.Destination == "one").Passive;
}
