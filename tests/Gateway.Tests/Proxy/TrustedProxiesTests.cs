using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Configuration;
using Gateway.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Proxy;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("10.0.0.1", "192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7")]
    [InlineData("10.0.0.1", "6.6.6.6, 192.0.2.7, 10.0.0.2", "192.0.2.7")]
    [InlineData("10.0.0.1", "192.0.2.7:4711", "192.0.2.7")]
    [InlineData("fd00::1", "2001:db8::7", "2001:db8::7")]
    [InlineData("10.0.0.1", "rubbish", "10.0.0.1")]
    [InlineData("10.0.0.1", null, "10.0.0.1")]
    [InlineData("192.0.2.66", "6.6.6.6", "192.0.2.66")]
    [InlineData("127.0.0.1", "6.6.6.6", "127.0.0.1")]
    public void The_client_is_the_last_address_that_no_trusted_proxy_has(string peer, string? said, string client)
    {
        var trusted = new TrustedProxies(NullLoggerFactory.Instance);
        trusted.Follow([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")]);
        var context = Request(peer, said, "https");

        trusted.Apply(context);

        Assert.Equal(IPAddress.Parse(client), context.Connection.RemoteIpAddress);
        Assert.Equal(client == peer ? "http" : "https", context.Request.Scheme);
    }

    [Theory]
    [InlineData("10.0.0.1", "for=192.0.2.7;proto=https", "192.0.2.7", "https")]
    [InlineData("10.0.0.1", "For=\"192.0.2.7:4711\"; Proto=https;by=10.0.0.1", "192.0.2.7", "https")]
    [InlineData("10.0.0.1", "for=\"[2001:db8::7]:4711\"", "2001:db8::7", "http")]
    [InlineData("10.0.0.1", "for=6.6.6.6;proto=http, for=192.0.2.7;proto=https, for=10.0.0.2;proto=https", "192.0.2.7", "https")]
    [InlineData("10.0.0.1", "for=\"a, b\";proto=https", "10.0.0.1", "http")]
    [InlineData("10.0.0.1", "for=unknown", "10.0.0.1", "http")]
    [InlineData("10.0.0.1", "rubbish", "10.0.0.1", "http")]
    [InlineData("10.0.0.1", "for=\"", "10.0.0.1", "http")]
    [InlineData("192.0.2.66", "for=6.6.6.6;proto=https", "192.0.2.66", "http")]
    public void The_standard_header_says_as_much(string peer, string said, string client, string scheme)
    {
        var trusted = new TrustedProxies(NullLoggerFactory.Instance);
        trusted.Follow([IPNetwork.Parse("10.0.0.0/8")]);
        var context = Request(peer, null, "http");
        context.Request.Headers["Forwarded"] = said;

        trusted.Apply(context);

        Assert.Equal(IPAddress.Parse(client), context.Connection.RemoteIpAddress);
        Assert.Equal(scheme, context.Request.Scheme);
    }

    [Fact]
    public async Task Rates_count_the_client_behind_the_trusted_proxy()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address) with
        {
            TrustedProxies = [System.Net.IPNetwork.Parse("127.0.0.0/8")],
            Limits = new() { Requests = new(1, 1) },
        });

        var answers = new List<int>();
        while (!answers.Contains(429))
        {
            Assert.InRange(answers.Count, 0, 100);
            answers.Add(await AskAsync("203.0.113.7"));
        }

        // Of 20 others hardly one shares a bucket with it.
        var others = new List<int>();
        for (var i = 100; i < 120; i++)
        {
            others.Add(await AskAsync($"198.51.100.{i}"));
        }

        Assert.Equal(200, answers[0]);
        Assert.Contains(200, others);

        async Task<int> AskAsync(string client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Uri());
            request.Headers.Add("X-Forwarded-For", client);
            using var response = await proxy.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    /// <summary>Behind a balancer that says so before every connection, with a PROXY header.</summary>
    [Fact]
    public async Task Connections_count_the_client_behind_the_balancer()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address) with
        {
            Listeners = [Configs.Http],
            ProxyProtocolFrom = [System.Net.IPNetwork.Parse("127.0.0.0/8")],
            Limits = new() { MaxConnectionsPerClient = 1 },
        });
        await using var first = await ConnectAsync("203.0.113.7");
        Assert.Equal("HTTP/1.1 200 OK", await StatusAsync(first));
        await using var second = await ConnectAsync("203.0.113.7");
        await using var other = await ConnectAsync("203.0.113.8");

        Assert.Null(await StatusAsync(second));
        Assert.Equal("HTTP/1.1 200 OK", await StatusAsync(other));

        async Task<NetworkStream> ConnectAsync(string client)
        {
            var stream = await proxy.ConnectAsync(RunningProxy.Timeout);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"PROXY TCP4 {client} 192.0.2.1 4711 80\r\n"), RunningProxy.Timeout);
            return stream;
        }
    }

    [Fact]
    public void Nobody_is_trusted_unless_named()
    {
        var trusted = new TrustedProxies(NullLoggerFactory.Instance);
        trusted.Follow([]);
        var context = Request("127.0.0.1", "192.0.2.7", "https");

        trusted.Apply(context);

        Assert.Equal((IPAddress.Loopback, "http"), (context.Connection.RemoteIpAddress, context.Request.Scheme));
    }

    [Fact]
    public async Task The_upstream_learns_what_the_trusted_proxy_said_and_nothing_else()
    {
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            string.Join('\n', context.Request.Headers
                .Where(header => header.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || header.Key == "Forwarded")
                .OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}: {header.Value}"))));
        var config = Configs.To(upstream.Address) with
        {
            Listeners = [Configs.Http],
            TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")],
        };
        await using var proxy = await RunningProxy.StartAsync(config);
        using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Uri());
        request.Headers.Add("X-Forwarded-For", "6.6.6.6, 192.0.2.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("Forwarded", "for=6.6.6.6");
        request.Headers.Add("X-Real-IP", "6.6.6.6");

        using var response = await proxy.SendAsync(request);

        Assert.Equal(
            $"X-Forwarded-For: 192.0.2.7\nX-Forwarded-Host: {Configs.Host}:{proxy.Port}\nX-Forwarded-Proto: https",
            await response.Content.ReadAsStringAsync());
    }

    private static DefaultHttpContext Request(string peer, string? said, string scheme)
    {
        var context = new DefaultHttpContext { Request = { Scheme = "http" } };
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (said is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = said;
            context.Request.Headers["X-Forwarded-Proto"] = scheme;
        }

        return context;
    }

    // Null when it is closed instead.
    private static async Task<string?> StatusAsync(NetworkStream stream)
    {
        try
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\n\r\n"), RunningProxy.Timeout);
            using var reader = new StreamReader(stream, leaveOpen: true);
            return await reader.ReadLineAsync(RunningProxy.Timeout);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
