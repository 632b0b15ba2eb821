using System.Net;
using Gateway.Configuration;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Tests.Proxy.Upstreams;

public sealed class RequestRetryTests
{
    private const string Nobody = "http://127.0.0.1:1";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public async Task A_request_whose_destination_cannot_be_connected_to_goes_to_another_with_its_body(string method)
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.Method} {await reader.ReadToEndAsync()}");
        });
        await using var proxy = await RunningProxy.StartAsync(Config(null, Nobody, upstream.Address));
        using var request = new HttpRequestMessage(new(method), proxy.Uri());
        request.Content = method == "GET" ? null : new StringContent("body");

        using var response = await proxy.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{method} {(method == "GET" ? "" : "body")}", await response.Content.ReadAsStringAsync());
        Assert.DoesNotContain(proxy.Log.Lines, line => line.Contains("failed", StringComparison.Ordinal));
    }

    /// <summary>Of a machine that has died nobody says that it refuses: the first packet is never answered.</summary>
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_request_whose_destination_says_nothing_goes_to_another_with_its_body(string method)
    {
        using var silent = new SilentMachine();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.Method} {await reader.ReadToEndAsync()}");
        });
        var metadata = new Dictionary<string, string> { ["ConnectTimeout"] = "2s" };
        await using var proxy = await RunningProxy.StartAsync(Config(metadata, silent.Address, upstream.Address));
        using var request = new HttpRequestMessage(new(method), proxy.Uri());
        request.Content = method == "GET" ? null : new StringContent("body");

        using var response = await proxy.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{method} {(method == "GET" ? "" : "body")}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task When_all_say_nothing_the_client_gets_504()
    {
        using var silent = new SilentMachine();
        using var other = new SilentMachine();
        var metadata = new Dictionary<string, string> { ["ConnectTimeout"] = "500ms" };
        await using var proxy = await RunningProxy.StartAsync(Config(metadata, silent.Address, other.Address));

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("DELETE", HttpStatusCode.OK)]
    [InlineData("POST", HttpStatusCode.BadGateway)]
    [InlineData("PATCH", HttpStatusCode.BadGateway)]
    public async Task A_request_that_may_have_had_its_effect_is_not_repeated(string method, HttpStatusCode status)
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var broken = await BrokenAsync();
        await using var proxy = await RunningProxy.StartAsync(Config(null, broken.Address, upstream.Address));
        using var request = new HttpRequestMessage(new(method), proxy.Uri());

        using var response = await proxy.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    /// <summary>As when the one upstream of a site closes a connection while a request is on its way to it, or comes up
    /// anew and knows it no more.</summary>
    [Theory]
    [InlineData("GET", "1", HttpStatusCode.OK, 3)]
    [InlineData("GET", "0", HttpStatusCode.BadGateway, 2)]
    [InlineData("POST", "1", HttpStatusCode.BadGateway, 2)]
    public async Task One_that_resets_an_old_connection_is_asked_on_a_new_one(
        string method, string retries, HttpStatusCode status, int expected)
    {
        var asked = 0;
        await using var upstream = await Upstream.StartAsync(context =>
        {
            if (++asked == 2)
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });
        var metadata = new Dictionary<string, string> { ["Retries"] = retries };
        await using var proxy = await RunningProxy.StartAsync(Config(metadata, upstream.Address));
        using var first = await proxy.GetAsync();
        using var request = new HttpRequestMessage(new(method), proxy.Uri());

        using var second = await proxy.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, status, expected), (first.StatusCode, second.StatusCode, asked));
    }

    /// <summary>Nor to the one that hung up.</summary>
    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("MKCOL")]
    public async Task Without_a_body_it_is_asked_for_once(string method)
    {
        await using var broken = new RawUpstream("");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(broken.Address));
        using var request = new HttpRequestMessage(new(method), proxy.Uri());

        using var response = await proxy.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(1, broken.Asked);
    }

    [Fact]
    public async Task A_request_with_a_body_is_not_repeated_once_it_was_sent()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var broken = await BrokenAsync();
        await using var proxy = await RunningProxy.StartAsync(Config(null, broken.Address, upstream.Address));
        using var request = new HttpRequestMessage(HttpMethod.Put, proxy.Uri()) { Content = new StringContent("body") };

        using var response = await proxy.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_is_an_answer_whatever_its_status()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var ill = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await using var proxy = await RunningProxy.StartAsync(Config(null, ill.Address, upstream.Address));

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Theory]
    [InlineData("0", HttpStatusCode.BadGateway)]
    [InlineData("1", HttpStatusCode.BadGateway)]
    [InlineData("2", HttpStatusCode.OK)]
    public async Task As_many_others_are_asked_as_the_cluster_says(string retries, HttpStatusCode status)
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        var metadata = new Dictionary<string, string> { ["Retries"] = retries };
        await using var proxy = await RunningProxy.StartAsync(
            Config(metadata, Nobody, "http://127.0.0.1:2", upstream.Address));

        using var response = await proxy.GetAsync();

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task When_nobody_is_left_the_client_gets_the_last_error()
    {
        await using var proxy = await RunningProxy.StartAsync(Config(null, Nobody));

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Single(proxy.Log.Lines, line => line.Contains("The client got 502", StringComparison.Ordinal));
    }

    // In the order of their names.
    private static GatewayConfig Config(IReadOnlyDictionary<string, string>? metadata, params string[] upstreams)
    {
        var config = Configs.To("");
        return config with
        {
            Clusters =
            [
                config.Clusters[0] with
                {
                    LoadBalancingPolicy = LoadBalancingPolicies.FirstAlphabetical,
                    Metadata = metadata,
                    Destinations = upstreams.Index().ToDictionary(
                        upstream => $"{upstream.Index}",
                        upstream => new DestinationConfig { Address = upstream.Item }),
                },
            ],
        };
    }

    // Takes a request and hangs up.
    private static Task<Upstream> BrokenAsync() => Upstream.StartAsync(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });
}
