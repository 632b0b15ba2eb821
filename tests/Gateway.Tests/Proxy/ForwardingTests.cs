using System.Net;
using System.Text;
using Gateway.Tests.Proxy.Streams;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tests.Proxy;

public sealed class ForwardingTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_request_over_tls_reaches_the_upstream(string version)
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        using var response = await proxy.GetAsync("/some/path?q=1", version: Version.Parse(version));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_request_over_plain_http_reaches_the_upstream()
    {
        await using var upstream = await Upstream.StartAsync(EchoHeaders);
        var config = Configs.To(upstream.Address) with { Listeners = [Configs.Http] };
        await using var proxy = await RunningProxy.StartAsync(config);

        using var response = await proxy.GetAsync();

        Assert.Matches("X-Forwarded-Proto: http\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_upstream_learns_client_scheme_and_host_from_the_connection_alone()
    {
        await using var upstream = await Upstream.StartAsync(EchoHeaders);
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Uri());
        request.Headers.Add("X-Forwarded-For", ["203.0.113.66", "203.0.113.67"]);
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        request.Headers.Add("X-Forwarded-Port", "1");
        request.Headers.Add("X-Real-IP", "203.0.113.66");
        request.Headers.Add("Forwarded", "for=203.0.113.66");
        request.Headers.Add("X-Harmless", "kept");

        using var response = await proxy.SendAsync(request);

        var host = $"{Configs.Host}:{proxy.Port}";
        Assert.Equal(
            $"""
             Host: {host}
             X-Forwarded-For: 127.0.0.1
             X-Forwarded-Host: {host}
             X-Forwarded-Proto: https
             X-Harmless: kept

             """.ReplaceLineEndings("\n"),
            await response.Content.ReadAsStringAsync());
    }

    /// <summary>RFC 7239, by YARP's own transform: both addresses are those of a socket for both families.</summary>
    [Fact]
    public async Task The_standard_header_has_plain_addresses_too()
    {
        await using var upstream = await Upstream.StartAsync(EchoHeaders);
        var transform = new Dictionary<string, string>
        {
            ["Forwarded"] = "for,by,proto", ["ForFormat"] = "Ip", ["ByFormat"] = "Ip",
        };
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address, transforms: [transform]));

        using var response = await proxy.GetAsync();

        Assert.Contains(
            "Forwarded: proto=https;for=127.0.0.1;by=127.0.0.1\n", await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_switches_forwarding_headers_off_passes_no_claims_on()
    {
        await using var upstream = await Upstream.StartAsync(EchoHeaders);
        var off = new Dictionary<string, string> { ["X-Forwarded"] = "Off" };
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address, transforms: [off]));
        using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Uri());
        request.Headers.Add("X-Forwarded-For", "203.0.113.66");

        using var response = await proxy.SendAsync(request);

        Assert.Equal($"Host: {Configs.Host}:{proxy.Port}\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_route_and_a_destination_may_choose_another_host()
    {
        await using var upstream = await Upstream.StartAsync(c => c.Response.WriteAsync(c.Request.Host.Value!));
        var suppressed = new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "false" };
        var set = new Dictionary<string, string> { ["RequestHeader"] = "Host", ["Set"] = "set.example" };
        await using var bySuppression = await RunningProxy.StartAsync(
            Configs.To(upstream.Address, transforms: [suppressed]));
        await using var byHeader = await RunningProxy.StartAsync(Configs.To(upstream.Address, transforms: [set]));
        await using var byDestination = await RunningProxy.StartAsync(
            Configs.To(upstream.Address, destinationHost: "destination.example"));

        using var suppressedHost = await bySuppression.GetAsync();
        using var setHost = await byHeader.GetAsync();
        using var destinationHost = await byDestination.GetAsync();

        Assert.Equal(new Uri(upstream.Address).Authority, await suppressedHost.Content.ReadAsStringAsync());
        Assert.Equal("set.example", await setHost.Content.ReadAsStringAsync());
        Assert.Equal("destination.example", await destinationHost.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_host_without_a_route_is_not_found()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));

        using var response = await proxy.GetAsync(host: "unknown.example.com");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("404", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_upstream_is_a_bad_gateway()
    {
        var upstream = await Upstream.SayingAsync("gone");
        var address = upstream.Address;
        await upstream.DisposeAsync();
        await using var proxy = await RunningProxy.StartAsync(Configs.To(address));

        using var response = await proxy.GetAsync("/some/path");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(
            $"Warning: GET {proxy.Uri("/some/path")} failed: cluster app, {address}: Request (Connection refused). "
            + "The client got 502.",
            proxy.Log.Lines.Last());
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_no_line_in_the_log()
    {
        var (asked, abandoned) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var registration = context.RequestAborted.Register(abandoned.SetResult);
            asked.SetResult();
            await abandoned.Task.WaitAsync(RunningProxy.Timeout);
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var atStart = proxy.Log.Lines.Count;

        await using (var tls = await proxy.ConnectTlsAsync())
        {
            await tls.WriteAsync("GET / HTTP/1.1\r\nHost: app.example.com\r\n\r\n"u8.ToArray());
            await asked.Task.WaitAsync(RunningProxy.Timeout);
        }

        await abandoned.Task.WaitAsync(RunningProxy.Timeout);
        await proxy.Server.StopAsync(RunningProxy.Timeout);
        Assert.All(proxy.Log.Lines.Skip(atStart), line => Assert.Matches("^Information: The proxy (closes|has)", line));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: app.example.com\nConnection: close\n\n", "HTTP/1.1 400 ")]
    [InlineData("GET / HTTP/1.1\r\nHost: app.example.com\nConnection: close\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("GET / HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 ")]
    public async Task A_bare_line_feed_ends_no_line(string request, string answer)
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var tls = await proxy.ConnectTlsAsync();

        await tls.WriteAsync(Encoding.ASCII.GetBytes(request), RunningProxy.Timeout);
        using var reader = new StreamReader(tls);

        Assert.StartsWith(answer, await reader.ReadLineAsync(RunningProxy.Timeout), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/group%2Fproject%2ffile?ref=a%2Fb%252Fc", "/group%2Fproject%2ffile?ref=a%2Fb%252Fc")]
    [InlineData("/api/group%252Fproject", "/group%252Fproject")]
    public async Task An_encoded_slash_reaches_the_upstream_as_it_is(string path, string expected)
    {
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        await using var proxy = await RunningProxy.StartAsync(Configs.To(
            upstream.Address, transforms: [new Dictionary<string, string> { ["PathRemovePrefix"] = "/api" }]));

        using var response = await proxy.GetAsync(path);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    // In UTF-8, as browsers and applications write them.
    [Fact]
    public async Task Texts_beyond_ascii_pass_in_headers_both_ways()
    {
        using var upstream = TcpServer.Mirror("X-Name", "X-Back");
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To($"http://127.0.0.1:{upstream.Address.Port}") with { Listeners = [Configs.Http] });
        await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);

        await client.WriteAsync(
            Encoding.UTF8.GetBytes(
                $"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\nX-Name: Jörg 東京\r\nConnection: close\r\n\r\n"),
            RunningProxy.Timeout);
        using var reader = new StreamReader(client);
        var answer = await reader.ReadToEndAsync(RunningProxy.Timeout);

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Back: Jörg 東京\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_leave_no_line_in_the_log()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var atStart = proxy.Log.Lines.Count;

        using var response = await proxy.GetAsync();

        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        Assert.Equal(atStart, proxy.Log.Lines.Count);
        Assert.All(
            proxy.Log.Lines,
            line => Assert.Matches(
                "^(Information: (Listening|HTTP/3 is off|The proxy serves)|Warning: There is no cert)", line));
    }

    private static Task EchoHeaders(HttpContext context)
    {
        string[] ours = ["Host", "Forwarded", "X-"];
        var lines = context.Request.Headers
            .Where(h => ours.Any(o => h.Key.StartsWith(o, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => $"{h.Key}: {h.Value}\n");
        return context.Response.WriteAsync(string.Concat(lines));
    }
}
