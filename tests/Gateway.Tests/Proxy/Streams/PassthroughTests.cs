using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Gateway.Configuration;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Issue 6, points 1 and 5: TLS passthrough by SNI on the shared 443, PROXY protocol in, and what becomes of
/// hosts that nobody knows.</summary>
public sealed class PassthroughTests
{
    private const string Passed = "vpn.example.com";

    [Fact]
    public async Task A_host_is_passed_on_unopened_and_the_others_are_served()
    {
        using var certificate = TestCertificate.For(Passed).Load();
        using var server = new TcpServer(async stream =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.WriteAsync("unopened"u8.ToArray());
        });
        await using var upstream = await Upstream.SayingAsync("served");
        await using var proxy = await StartAsync(upstream, server.Address);

        await using var client = new SslStream(await proxy.ConnectAsync(RunningProxy.Timeout));
        await client.AuthenticateAsClientAsync(Options(Passed), RunningProxy.Timeout);
        using var answer = await proxy.GetAsync();
        using var http2 = await proxy.GetAsync(version: HttpVersion.Version20);

        Assert.Equal(certificate.RawData, client.RemoteCertificate!.GetRawCertData());
        var said = new byte[8];
        await client.ReadExactlyAsync(said, RunningProxy.Timeout);
        Assert.Equal("unopened"u8.ToArray(), said);
        Assert.Equal("served", await answer.Content.ReadAsStringAsync());
        Assert.Equal("served", await http2.Content.ReadAsStringAsync());
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    // As browsers send when a certificate of ours is for both hosts.
    [Fact]
    public async Task A_request_for_it_by_the_connection_of_another_host_gets_421_and_without_TLS_an_answer()
    {
        using var server = TcpServer.Echo();
        await using var upstream = await Upstream.SayingAsync("served");
        var config = Configs.To(upstream.Address) with
        {
            Streams = [StreamTests.Stream(server.Address) with { ServerNames = [Passed] }],
        };
        config = config with { Routes = [config.Routes[0] with { Match = new() { Path = "/{**rest}" } }] };
        await using var proxy = await RunningProxy.StartAsync(config);
        await using var plain = await RunningProxy.StartAsync(config with { Listeners = [Configs.Http] });
        await using var tls = await proxy.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2);

        await tls.WriteAsync((byte[])[.. Http2Frames.Opening, .. Http2Frames.Get(1, Configs.Host)]);
        var own = await Http2Frames.HeadersAsync(tls);
        await tls.WriteAsync(Http2Frames.Get(3, Passed));
        var other = await Http2Frames.HeadersAsync(tls);
        using var answer = await plain.GetAsync(host: Passed);

        // RFC 7541 appendix A: 0x88 is the status 200.
        Assert.Contains((byte)0x88, own.Payload);
        Assert.True(other.Payload.AsSpan().IndexOf("421"u8) >= 0);
        Assert.Equal("served", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("a.example.com", true)]
    [InlineData("a.b.example.com", true)]
    [InlineData("a.deep.example.com", true)]
    [InlineData(Configs.Host, false)]
    [InlineData("a.c.example.com", false)]
    [InlineData("example.com", false)]
    public async Task A_wildcard_reaches_all_below_that_nobody_names_more_exactly(string name, bool isPassed)
    {
        using var server = TcpServer.Echo();
        var config = Configs.To("http://127.0.0.1:1");
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Routes =
            [
                config.Routes[0] with { Match = new() { Hosts = [$"{Configs.Host}:8443", "*.c.example.com", "*"] } },
            ],
            Streams =
            [
                StreamTests.Stream(server.Address) with { ServerNames = ["*.example.com", "*.deep.example.com"] },
            ],
        });

        Assert.Equal(isPassed, proxy.Server.Streams.FindByServerName(name) is not null);
        Assert.True(proxy.Server.Streams.HasServerNames);
    }

    [Fact]
    public async Task A_hello_in_single_bytes_is_understood()
    {
        using var server = TcpServer.Echo();
        await using var upstream = await Upstream.SayingAsync("served");
        await using var proxy = await StartAsync(upstream, server.Address);
        await using var slow = new SslStream(new SlowStream(await proxy.ConnectAsync(RunningProxy.Timeout)));

        await slow.AuthenticateAsClientAsync(Options(Configs.Host), RunningProxy.Timeout);

        Assert.True(slow.IsEncrypted);
    }

    [Theory]
    [InlineData("nobody.example.net")]
    [InlineData(null)]
    public async Task Strangers_get_the_first_certificate_or_with_RequireSni_an_alert(string? name)
    {
        await using var open = await RunningProxy.StartAsync(Configs.Empty);
        await using var strict = await RunningProxy.StartAsync(
            Configs.Empty with { Tls = new() { RequireServerName = true }, ProxyProtocolFrom = Loopback });

        await using var served = await open.ConnectTlsAsync(name);
        // From elsewhere than this machine, whose self-test asks by address.
        var stream = await strict.ConnectAsync(RunningProxy.Timeout);
        await stream.WriteAsync("PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n"u8.ToArray());
        await using var refused = new SslStream(stream);
        var alert = await Assert.ThrowsAsync<AuthenticationException>(
            () => refused.AuthenticateAsClientAsync(Options(name), RunningProxy.Timeout));

        Assert.True(served.IsEncrypted);
        Assert.Contains("unrecognized name", alert.ToString(), StringComparison.Ordinal);
        await using var known = await strict.ConnectAsync(RunningProxy.Timeout);
        await known.WriteAsync("PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n"u8.ToArray());
        await using var tls = new SslStream(known);
        await tls.AuthenticateAsClientAsync(Options("localhost"), RunningProxy.Timeout);
        Assert.True(tls.IsEncrypted);
    }

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 56324 80\r\n", "192.0.2.7")]
    [InlineData("PROXY TCP6 2001:db8::7 2001:db8::1 1 80\r\n", "2001:db8::7")]
    [InlineData("PROXY UNKNOWN\r\n", "127.0.0.1")]
    public async Task The_client_of_a_balancer_before_is_named_to_upstreams(string header, string client)
    {
        await using var upstream = await Upstream.StartAsync(context =>
            Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response, $"for {context.Request.Headers["X-Forwarded-For"]}"));
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To(upstream.Address) with { Listeners = [Configs.Http], ProxyProtocolFrom = Loopback });

        var answer = await AskAsync(proxy, header);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains($"for {client}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_mandatory_from_whom_it_is_expected_and_an_error_from_others()
    {
        await using var upstream = await Upstream.SayingAsync("never");
        var config = Configs.To(upstream.Address) with { Listeners = [Configs.Http] };
        await using var expecting = await RunningProxy.StartAsync(config with { ProxyProtocolFrom = Loopback });
        await using var other = await RunningProxy.StartAsync(
            config with { ProxyProtocolFrom = [IPNetwork.Parse("192.0.2.0/24")] });

        Assert.Equal("", await AskAsync(expecting, ""));
        Assert.StartsWith(
            "HTTP/1.1 400", await AskAsync(other, "PROXY UNKNOWN\r\n"), StringComparison.Ordinal);
        Assert.Contains(
            expecting.Log.Lines,
            line => line.Contains("does not begin with a PROXY header", StringComparison.Ordinal));
    }

    private static System.Collections.Immutable.ImmutableArray<IPNetwork> Loopback => [IPNetwork.Parse("127.0.0.0/8")];

    private static SslClientAuthenticationOptions Options(string? name) => new()
    {
        TargetHost = name,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
    };

    private static Task<RunningProxy> StartAsync(Upstream upstream, DnsEndPoint destination) =>
        RunningProxy.StartAsync(Configs.To(upstream.Address) with
        {
            Streams = [StreamTests.Stream(destination) with { ServerNames = [Passed] }],
        });

    private static async Task<string> AskAsync(RunningProxy proxy, string header)
    {
        await using var stream = await proxy.ConnectAsync(RunningProxy.Timeout);
        var request = $"{header}GET / HTTP/1.1\r\nHost: {Configs.Host}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), RunningProxy.Timeout);
        using var answer = new StreamReader(stream);
        try
        {
            // Chunked: the length stands on a line of its own.
            return await answer.ReadToEndAsync(RunningProxy.Timeout);
        }
        catch (IOException reset) when (reset.InnerException is SocketException)
        {
            return "";
        }
    }

    /// <summary>Sends one byte at a time.</summary>
    private sealed class SlowStream(NetworkStream inner) : TwoWayStream(inner, inner)
    {
        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                await base.WriteAsync(buffer.Slice(i, 1), cancellationToken);
            }
        }
    }
}
