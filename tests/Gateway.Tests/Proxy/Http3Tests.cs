using System.Net;
using System.Net.Quic;
using System.Net.Sockets;
using Gateway.Configuration;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>Issue 6, point 1: HTTP/3 only where the runtime supports it, off otherwise, said at start.</summary>
public sealed class Http3Tests
{
    private static readonly TimeSpan s_never = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_is_served_beside_the_others_which_tell_of_it()
    {
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            $"{context.Request.Headers["X-Forwarded-For"]} {context.Request.Headers["X-Forwarded-Proto"]} "
            + context.Request.Host));
        await using var proxy = await Http3Proxy.StartAsync(Configs.To(upstream.Address));
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var told = await proxy.GetAsync(version: version);
            Assert.Equal(QuicListener.IsSupported ? Http3Proxy.Offer(proxy) : "", Http3Proxy.AlternativeOf(told));
        }

        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        using var client = Client();
        using var answer = await client.SendAsync(Request(proxy), RunningProxy.Timeout);

        Assert.Equal(HttpVersion.Version30, answer.Version);
        Assert.Equal($"127.0.0.1 https {Configs.Host}", await answer.Content.ReadAsStringAsync());
        Assert.Contains($"Information: HTTP/3 is served at the UDP port of [::]:{proxy.Port}.", proxy.Log.Lines);
        Assert.Equal("", Http3Proxy.AlternativeOf(answer));
    }

    [Fact]
    public async Task Bodies_pass_both_ways()
    {
        await using var upstream = await Upstream.StartAsync(
            context => context.Request.Body.CopyToAsync(context.Response.Body));
        await using var proxy = await Http3Proxy.StartAsync(Configs.To(upstream.Address));
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        var body = new byte[3_000_000];
        Random.Shared.NextBytes(body);
        using var client = Client();
        using var request = Request(proxy);
        request.Method = HttpMethod.Post;
        request.Content = new ByteArrayContent(body);

        using var answer = await client.SendAsync(request, RunningProxy.Timeout);

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_an_upstream_offers_of_itself_is_not_ours_to_offer()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers.AltSvc = "h3=\":8443\"";
            return Task.CompletedTask;
        });
        await using var proxy = await Http3Proxy.StartAsync(Configs.To(upstream.Address));

        using var answer = await proxy.GetAsync();

        Assert.Equal(Http3Proxy.IsOff(proxy) ? "" : Http3Proxy.Offer(proxy), Http3Proxy.AlternativeOf(answer));
    }

    [Fact]
    public async Task Clients_of_a_proxy_before_this_one_are_not_told()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await Http3Proxy.StartAsync(
            Configs.To(upstream.Address) with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });

        using var answer = await proxy.GetAsync();

        _ = Http3Proxy.IsOff(proxy);
        Assert.Equal("", Http3Proxy.AlternativeOf(answer));
    }

    [Fact]
    public async Task In_a_drain_requests_under_way_finish_and_the_next_has_a_new_connection()
    {
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var requests = 0;
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref requests) == 1)
            {
                asked.SetResult();
                await release.Task.WaitAsync(RunningProxy.Timeout);
            }

            await context.Response.WriteAsync("hello");
        });
        await using var proxy = await Http3Proxy.StartAsync(Configs.To(upstream.Address));
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        using var client = Client();
        var first = client.SendAsync(Request(proxy), RunningProxy.Timeout);
        await asked.Task.WaitAsync(RunningProxy.Timeout);

        var draining = proxy.Server.DrainAsync(s_never);
        using var second = await client.SendAsync(Request(proxy), RunningProxy.Timeout);
        Assert.False(draining.IsCompleted);
        release.SetResult();

        using var answer = await first;
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
        Assert.Equal("hello", await second.Content.ReadAsStringAsync());
        await draining.WaitAsync(RunningProxy.Timeout);
        Assert.DoesNotContain(proxy.Log.Lines, line => line.Contains("did not end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_comes_and_goes_with_its_listener()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var stays = Configs.Https with { EndPoint = new(IPAddress.IPv6Any, proxy.Port) };
        Assert.Contains(
            "Information: HTTP/3 is off: no address of Listen:Https is for all, as \"*:443\" is.", proxy.Log.Lines);
        using var untold = await proxy.GetAsync();
        Assert.Equal("", Http3Proxy.AlternativeOf(untold));

        await ChangeAsync(proxy, Configs.Https with { IsHttp3 = true }, stays);

        Assert.Equal(
            QuicListener.IsSupported,
            proxy.Log.Lines.Contains($"Information: HTTP/3 is served at the UDP port of [::]:{proxy.Port}."));
        if (!QuicListener.IsSupported)
        {
            return;
        }

        await using var connection = await Http3Frames.ConnectAsync(proxy, Configs.Host);
        Assert.Equal("200", await Http3Frames.AskAsync(connection, Http3Frames.FieldsOfGet(Configs.Host)));

        await ChangeAsync(proxy, stays);

        _ = await Assert.ThrowsAsync<QuicException>(async () =>
        {
            while (true)
            {
                await (await connection.AcceptInboundStreamAsync(RunningProxy.Timeout)).DisposeAsync();
            }
        });
    }

    [Fact]
    public async Task Plain_Http_does_not_tell_of_it()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address) with
        {
            Listeners = [Configs.Http, Configs.Https with { IsHttp3 = true }],
        });

        using var answer = await proxy.GetAsync();

        Assert.Equal("", Http3Proxy.AlternativeOf(answer));
    }

    [Fact]
    public async Task Where_its_port_is_taken_TCP_alone_is_served()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var taken = new Socket(SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.IPv6Any, proxy.Port));

        await ChangeAsync(proxy, proxy.Server.Listeners[0] with { IsHttp3 = true });

        using var answer = await proxy.GetAsync();
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
        Assert.Equal("", Http3Proxy.AlternativeOf(answer));
        Assert.Equal(QuicListener.IsSupported, proxy.Log.Lines.Any(line => line.StartsWith(
            $"Warning: HTTP/3 is not served at the UDP port of [::]:{proxy.Port} until a restart",
            StringComparison.Ordinal)));
    }

    private static async Task ChangeAsync(RunningProxy proxy, params ListenEndpoint[] to)
    {
        using var listeners = proxy.Server.Bind([.. to]);
        await proxy.Server.ChangeListenersAsync(listeners);
    }

    private static HttpMessageInvoker Client() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    });

    private static HttpRequestMessage Request(RunningProxy proxy) =>
        new(HttpMethod.Get, $"https://127.0.0.1:{proxy.Port}/")
        {
            Version = HttpVersion.Version30,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Host = Configs.Host },
        };
}
