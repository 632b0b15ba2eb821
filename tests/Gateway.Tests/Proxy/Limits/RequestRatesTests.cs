using System.Globalization;
using System.Net;
using Gateway.Configuration;
using Gateway.Configuration.ReverseProxy;
using Gateway.Proxy.Limits;
using Microsoft.AspNetCore.Http;
using Shared;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Proxy.Limits;

/// <summary>Issue 6, point 4: per-client request-rate limits.</summary>
public sealed class RequestRatesTests : IDisposable
{
    private readonly RecordedLog _log = new();
    private readonly RequestRates _rates;

    public RequestRatesTests() => _rates = new(new FakeTime(), _log.Of<RequestRates>());

    public void Dispose()
    {
        _rates.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_client_that_asks_too_often_gets_429_and_hears_when_to_come_back()
    {
        _rates.Follow(new(1, 3), []);

        var answers = Enumerable.Range(0, 4).Select(_ => Ask("192.0.2.7")).ToArray();

        Assert.Equal([200, 200, 200, 429], answers.Select(answer => answer.StatusCode));
        Assert.InRange(int.Parse(answers[3].Headers.RetryAfter!, CultureInfo.InvariantCulture), 1, 10);
        Assert.StartsWith("Warning: 1 request(s) answered with 429", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_count_for_themselves_and_a_network_of_IPv6_as_one()
    {
        _rates.Follow(new(1, 1), []);
        _ = Ask("2001:db8::7");

        Assert.Equal(429, Ask("2001:db8::8").StatusCode);
        // Of 20 others hardly one shares a bucket with it; a test that fails once in 3,000 runs would be one too many.
        Assert.Contains(Enumerable.Range(1, 20), i => Ask($"192.0.2.{i}").StatusCode == 200);
    }

    [Fact]
    public void A_change_that_leaves_the_rate_alone_leaves_the_counts_alone()
    {
        _rates.Follow(new(1, 1), []);
        _ = Ask("192.0.2.7");

        _rates.Follow(new(1, 1), []);
        var same = Ask("192.0.2.7");
        _rates.Follow(null, []);
        var free = Ask("192.0.2.7");

        Assert.Equal((429, 200), (same.StatusCode, free.StatusCode));
    }

    [Fact]
    public async Task A_route_may_have_a_rate_of_its_own()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        var config = Configs.To(upstream.Address) with { Listeners = [Configs.Http] };
        var tight = new Dictionary<string, string> { [RouteLimits.RateKey] = "1", [RouteLimits.BurstKey] = "2" };
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Limits = new() { Requests = new(1, 4) },
            Routes =
            [
                config.Routes[0],
                new RouteConfig
                {
                    RouteId = "login", ClusterId = "app", Match = new() { Hosts = [Configs.Host], Path = "/login" },
                    Metadata = tight,
                },
            ],
        });

        Assert.Equal([200, 200, 429], await StatusesAsync(proxy, "/login", 3));
        Assert.Equal([200, 200, 200, 200, 429], await StatusesAsync(proxy, "/", 5));
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    private HttpResponse Ask(string client)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(client) } };
        _ = _rates.TryRefuse(context);
        return context.Response;
    }

    private static async Task<List<int>> StatusesAsync(RunningProxy proxy, string path, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var response = await proxy.GetAsync(path);
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }
}
