using System.Net;
using Gateway.Configuration;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>What a route of YARP's section says of policies: the few words that need none.</summary>
public sealed class RoutePolicyTests
{
    [Theory]
    [InlineData("Disable", "GET", HttpStatusCode.OK)]
    [InlineData("Disable", "OPTIONS", HttpStatusCode.NoContent)]
    [InlineData("disable", "OPTIONS", HttpStatusCode.NoContent)]
    // The upstream's matter.
    [InlineData(null, "OPTIONS", HttpStatusCode.OK)]
    public async Task Where_CORS_is_off_nobody_is_told_that_another_origin_may_ask(
        string? policy, string method, HttpStatusCode status)
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return context.Response.WriteAsync("hello");
        });
        await using var proxy = await RunningProxy.StartAsync(Config(upstream, policy));
        using var request = new HttpRequestMessage(new(method), proxy.Uri())
        {
            Headers = { { "Origin", "https://other.example.com" }, { "Access-Control-Request-Method", "POST" } },
        };

        using var response = await proxy.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static GatewayConfig Config(Upstream upstream, string? cors)
    {
        var config = Configs.To(upstream.Address);
        return config with
        {
            Routes =
            [
                config.Routes[0] with
                {
                    AuthorizationPolicy = "Anonymous", RateLimiterPolicy = "Disable", TimeoutPolicy = "Disable",
                    CorsPolicy = cors,
                },
            ],
        };
    }
}
