using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>What a route of YARP's section says of policies: the few words that need none.</summary>
public sealed class RoutePolicyTests
{
    private static readonly RouteConfig s_preflights = new() { CorsPolicy = "Disable" };

    [Theory]
    [InlineData("Disable", "GET", HttpStatusCode.OK)]
    [InlineData("Disable", "OPTIONS", HttpStatusCode.NoContent)]
    [InlineData("disable", "OPTIONS", HttpStatusCode.NoContent)]
    // The upstream's matter.
    [InlineData(null, "OPTIONS", HttpStatusCode.OK)]
    [InlineData("", "OPTIONS", HttpStatusCode.OK)]
    public async Task Where_CORS_is_off_nobody_is_told_that_another_origin_may_ask(
        string? policy, string method, HttpStatusCode status)
    {
        var (answer, allowed) = await AskAsync(new() { CorsPolicy = policy }, method: new(method));

        Assert.Equal(status, answer);
        Assert.Equal(status == HttpStatusCode.OK, allowed);
    }

    [Fact]
    public async Task An_OPTIONS_that_is_no_preflight_goes_to_the_upstream() => Assert.Equal(
        (HttpStatusCode.OK, true), await AskAsync(s_preflights, method: HttpMethod.Options, isPreflight: false));

    [Fact]
    public async Task Who_is_not_let_in_by_address_has_no_preflight_answered() => Assert.Equal(
        HttpStatusCode.Forbidden, (await AskAsync(s_preflights, "Allow", "192.0.2.0/24")).Status);

    [Fact]
    public async Task A_preflight_over_plain_HTTP_is_sent_to_HTTPS_first() => Assert.Equal(
        HttpStatusCode.PermanentRedirect,
        (await AskAsync(s_preflights, "Http", "redirect", plain: true)).Status);

    // A browser sends no credentials with a preflight (Fetch standard, CORS-preflight fetch).
    [Fact]
    public async Task A_preflight_is_answered_before_anybody_is_asked_who_he_is() => Assert.Equal(
        HttpStatusCode.NoContent,
        (await AskAsync(s_preflights, "Auth.Forward.Url", "http://127.0.0.1:1/")).Status);

    [Theory]
    [InlineData("Disable", HttpStatusCode.OK)]
    [InlineData("disable", HttpStatusCode.OK)]
    [InlineData("Default", HttpStatusCode.TooManyRequests)]
    [InlineData("", HttpStatusCode.TooManyRequests)]
    [InlineData(null, HttpStatusCode.TooManyRequests)]
    public async Task A_route_may_be_free_of_the_rate_for_all(string? policy, HttpStatusCode second)
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        var config = Configs.To(upstream.Address);
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Limits = new() { Requests = new(1, 1) },
            Routes = [config.Routes[0] with { RateLimiterPolicy = policy }],
        });

        using var one = await proxy.GetAsync();
        using var two = await proxy.GetAsync();

        Assert.Equal((HttpStatusCode.OK, second), (one.StatusCode, two.StatusCode));
    }

    [Fact]
    public async Task The_others_say_what_is_so_without_them() => Assert.Equal(
        (HttpStatusCode.OK, true),
        await AskAsync(new() { AuthorizationPolicy = "Anonymous", TimeoutPolicy = "Disable" }, method: HttpMethod.Get));

    // The status, and whether another origin may read the answer.
    private static async Task<(HttpStatusCode Status, bool MayRead)> AskAsync(
        RouteConfig policies,
        string? key = null,
        string value = "",
        HttpMethod? method = null,
        bool plain = false,
        bool isPreflight = true)
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return context.Response.WriteAsync("hello");
        });
        var config = Configs.To(upstream.Address);
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Listeners = plain ? [Configs.Http, Configs.Https] : [Configs.Https],
            Routes =
            [
                config.Routes[0] with
                {
                    AuthorizationPolicy = policies.AuthorizationPolicy, CorsPolicy = policies.CorsPolicy,
                    TimeoutPolicy = policies.TimeoutPolicy,
                    Metadata = key is null ? null : new Dictionary<string, string> { [key] = value },
                },
            ],
        });
        using var request = new HttpRequestMessage(method ?? HttpMethod.Options, proxy.Uri());
        request.Headers.Add("Origin", "https://other.example.com");
        if (isPreflight)
        {
            request.Headers.Add("Access-Control-Request-Method", "POST");
        }

        using var response = await proxy.SendAsync(request);

        return (response.StatusCode, response.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
