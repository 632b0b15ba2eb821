using System.Net;
using System.Net.Quic;
using System.Security.Authentication;
using Gateway.Configuration;
using Gateway.Tests.Proxy.Routes;
using Gateway.Tests.Proxy.Streams;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Proxy;

/// <summary>Issue 6, point 1: who is not served by HTTP/3, and what is refused of those who are.</summary>
public sealed class Http3RefusalTests
{
    private const string Secret = "secret.example.com";

    // There connections are passed on unopened, clients asked for certificates, and PROXY headers read.
    [Theory]
    [InlineData("ClientCa")]
    [InlineData("ServerNames")]
    [InlineData("RequireSni")]
    public async Task A_host_that_takes_TCP_is_refused_and_others_go_on(string reason)
    {
        using var server = TcpServer.Echo();
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await Http3Proxy.StartAsync(Special(reason, Configs.To(upstream.Address), server.Address));
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        var refused = await Record.ExceptionAsync(
            async () => await (await Http3Frames.ConnectAsync(proxy, Secret)).DisposeAsync());
        await using var other = await Http3Frames.ConnectAsync(proxy, Configs.Host);

        Assert.True(refused is QuicException or AuthenticationException, $"{refused}");
        Assert.Equal("200", await Http3Frames.AskAsync(other, Http3Frames.FieldsOfGet(Configs.Host)));
        if (reason != "RequireSni")
        {
            // RFC 9110 section 15.5.20.
            Assert.Equal("421", await Http3Frames.AskAsync(other, Http3Frames.FieldsOfGet(Secret)));
        }
    }

    [Fact]
    public async Task A_host_that_asks_for_certificates_is_not_offered()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await Http3Proxy.StartAsync(
            Special("ClientCa", Configs.To(upstream.Address), new("127.0.0.1", 1)));

        using var secret = await proxy.GetAsync(host: Secret);
        using var other = await proxy.GetAsync();

        Assert.Equal("", Http3Proxy.AlternativeOf(secret));
        Assert.Equal(Http3Proxy.IsOff(proxy) ? "" : Http3Proxy.Offer(proxy), Http3Proxy.AlternativeOf(other));
    }

    [Fact]
    public async Task Nobody_comes_from_where_a_PROXY_header_is_due()
    {
        await using var upstream = await Upstream.SayingAsync("never");
        await using var proxy = await Http3Proxy.StartAsync(
            Configs.To(upstream.Address) with { ProxyProtocolFrom = [IPNetwork.Parse("127.0.0.0/8")] });
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        Assert.NotNull(await Record.ExceptionAsync(
            async () => await (await Http3Frames.ConnectAsync(proxy, Configs.Host)).DisposeAsync()));
    }

    // As HTTP/2 in the corpus: RFC 9114 sections 4.1.2 to 4.3.1.
    [Theory]
    [InlineData("x a bbbb", "1", "400")]
    [InlineData("transfer-encoding", "chunked", "400")]
    [InlineData("keep-alive", "300", "400")]
    [InlineData("proxy-connection", "close", "400")]
    [InlineData("upgrade", "websocket", "400")]
    [InlineData("connection", "close", "0x10E")]
    [InlineData("X-Capital", "1", "0x10E")]
    [InlineData("x-fine-thing", "1", "200")]
    public async Task What_is_malformed_is_refused(string name, string value, string expected)
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await Http3Proxy.StartAsync(Configs.To(upstream.Address));
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        await using var connection = await Http3Frames.ConnectAsync(proxy, Configs.Host);

        var said = await Http3Frames.AskAsync(
            connection, [.. Http3Frames.FieldsOfGet(Configs.Host), .. Http3Frames.Field(name, value)]);

        Assert.Equal(expected, said);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "403")]
    [InlineData("127.0.0.0/8", "200")]
    public async Task Only_those_may_come_that_may(string allowed, string expected)
    {
        var sites = $"'{Configs.Host}': {{ 'Answer': 200, 'Allow': '{allowed}' }}";
        await using var proxy = await Http3Proxy.StartAsync(await SiteRig.ConfigOfAsync(sites));
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        await using var connection = await Http3Frames.ConnectAsync(proxy, Configs.Host);

        Assert.Equal(expected, await Http3Frames.AskAsync(connection, Http3Frames.FieldsOfGet(Configs.Host)));
    }

    [Fact]
    public async Task A_connection_more_than_Limits_take_is_closed()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await Http3Proxy.StartAsync(
            Configs.To(upstream.Address) with { Limits = new() { MaxConnections = 1 } });
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        await using var first = await Http3Frames.ConnectAsync(proxy, Configs.Host);
        Assert.Equal("200", await Http3Frames.AskAsync(first, Http3Frames.FieldsOfGet(Configs.Host)));
        await using var second = await Http3Frames.ConnectAsync(proxy, Configs.Host);

        _ = await Assert.ThrowsAsync<QuicException>(async () =>
        {
            while (true)
            {
                await (await second.AcceptInboundStreamAsync(RunningProxy.Timeout)).DisposeAsync();
            }
        });
        Assert.Equal("200", await Http3Frames.AskAsync(first, Http3Frames.FieldsOfGet(Configs.Host)));
    }

    [Fact]
    public async Task Who_gives_up_in_the_handshake_does_not_end_it_for_others()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await Http3Proxy.StartAsync(Configs.To(upstream.Address));
        if (Http3Proxy.IsOff(proxy))
        {
            return;
        }

        _ = await Assert.ThrowsAsync<AuthenticationException>(async () =>
            await (await Http3Frames.ConnectAsync(proxy, Configs.Host, trusts: false)).DisposeAsync());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => GiveUpAsync(proxy, TimeSpan.FromMilliseconds(i / 4))));

        await using var connection = await Http3Frames.ConnectAsync(proxy, Configs.Host);
        Assert.Equal("200", await Http3Frames.AskAsync(connection, Http3Frames.FieldsOfGet(Configs.Host)));
    }

    // Or just makes it.
    private static async Task GiveUpAsync(RunningProxy proxy, TimeSpan after)
    {
        using var impatience = new CancellationTokenSource(after);
        _ = await Record.ExceptionAsync(async () => await (await Http3Frames.ConnectAsync(
            proxy, Configs.Host, cancellationToken: impatience.Token)).DisposeAsync());
    }

    private static GatewayConfig Special(string reason, GatewayConfig config, DnsEndPoint passedOn)
    {
        config = config with { Routes = [config.Routes[0] with { Match = new() { Hosts = [Configs.Host, Secret] } }] };
        return reason switch
        {
            "ClientCa" => config with
            {
                Tls = new() { Hosts = [new(Secret, new("/ca.crt", TestCertificate.Root().Pem, false), null)] },
            },
            "ServerNames" => config with
            {
                Streams = [StreamTests.Stream(passedOn) with { ServerNames = [Secret] }],
            },
            _ => config with
            {
                Routes = [config.Routes[0] with { Match = new() { Hosts = [Configs.Host] } }],
                Tls = new() { RequireServerName = true },
            },
        };
    }
}
