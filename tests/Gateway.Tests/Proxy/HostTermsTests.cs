using System.Net;
using System.Net.Security;
using Gateway.Configuration;
using Gateway.Tests.Proxy.Upstreams;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

/// <summary>Issue 6, point 1: mTLS per host, and HSTS.</summary>
public sealed class HostTermsTests
{
    private const string Secret = "secret.example.com";

    // Frames of RFC 9113 section 6.

    private readonly TestCertificate _authority = TestCertificate.Root();
    private readonly Dictionary<byte, byte[]> _headers = [];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_a_certificate_of_the_authority_is_let_in_and_named(bool isRequired)
    {
        await using var upstream = await Upstream.StartAsync(SayHeadersAsync);
        await using var proxy = await StartAsync(upstream, isRequired);

        var said = await proxy.AskAsync(Secret, Secret, _authority.Client("Jörg"));

        Assert.StartsWith("HTTP/1.1 200", said, StringComparison.Ordinal);
        Assert.Contains("X-Client-Cert-Subject: CN=J%C3%B6rg", said, StringComparison.Ordinal);
        Assert.Contains("X-Client-Cert-Issuer: CN=root", said, StringComparison.Ordinal);
        Assert.Contains("Client-Cert: :MII", said, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_none_is_refused_or_served_without_a_name_as_configured()
    {
        await using var upstream = await Upstream.StartAsync(SayHeadersAsync);
        await using var required = await StartAsync(upstream, isRequired: true);
        await using var optional = await StartAsync(upstream, isRequired: false);

        var said = await optional.AskAsync(Secret, Secret, null);

        Assert.StartsWith("HTTP/1.1 200", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Client-Cert", said, StringComparison.Ordinal);
        await MutualTls.RefusedAsync(() => required.AskAsync(Secret, Secret, null));
        await required.LogsAsync(
            $"Warning: 1 client(s) not let in since the last such line, the last to {Secret} from ");
        // Once a minute.
        await MutualTls.RefusedAsync(() => required.AskAsync(Secret, Secret, null));
        Assert.Single(
            required.Log.Lines, line => line.Contains("it has shown no certificate.", StringComparison.Ordinal));
        Assert.DoesNotContain(optional.Log.Lines, line => line.Contains("not let in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_of_somebody_else_is_refused(bool isRequired)
    {
        await using var upstream = await Upstream.SayingAsync("never");
        await using var proxy = await StartAsync(upstream, isRequired);

        // The same name does not help.
        await MutualTls.RefusedAsync(() => proxy.AskAsync(Secret, Secret, TestCertificate.Root().Client("Jörg")));
        await proxy.LogsAsync("Warning: 1 client(s) not let in");
        Assert.Single(proxy.Log.Lines, line => line.Contains(
            "its certificate is not from one of these authorities.", StringComparison.Ordinal));
    }

    // RFC 9113 section 9.1.2.
    [Theory]
    [InlineData(Configs.Host)]
    [InlineData(null)]
    public async Task The_connection_of_another_host_gets_421(string? serverName)
    {
        await using var upstream = await Upstream.SayingAsync("never");
        await using var proxy = await StartAsync(upstream, isRequired: true);

        var said = await proxy.AskAsync(serverName, Secret, _authority.Client("any"));

        Assert.StartsWith("HTTP/1.1 421", said, StringComparison.Ordinal);
    }

    // A site "*.example.com" takes all hosts below.
    [Fact]
    public async Task A_wildcard_holds_every_host_below_that_a_route_takes()
    {
        await using var upstream = await Upstream.SayingAsync("never");
        var config = Config(upstream, isRequired: true);
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Routes = [.. config.Routes.Select(route => route with { Match = new() { Hosts = ["*.example.com"] } })],
            Tls = new() { Hosts = [config.Tls.Hosts[0] with { Host = "*.example.com" }] },
        });

        var said = await proxy.AskAsync(null, $"deep.below.{Secret}", null);

        Assert.StartsWith("HTTP/1.1 421", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_keeps_the_connections_of_the_clients_that_it_still_lets_in()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await StartAsync(upstream, isRequired: true);
        await using var tls = await proxy.ConnectAsAsync(_authority.Client("any"), Secret);
        using var reader = new StreamReader(tls);

        var before = await tls.StatusAsync(reader, Secret);
        proxy.Server.ReloadCertificates(Config(upstream, isRequired: true));
        var after = await tls.StatusAsync(reader, Secret);
        proxy.Server.ReloadCertificates(Config(upstream, isRequired: false));
        var optional = await tls.StatusAsync(reader, Secret);
        // A new authority beside the old one, then in its place.
        var next = TestCertificate.Root();
        proxy.Server.ReloadCertificates(Config(upstream, isRequired: true, _authority.Pem + next.Pem));
        var both = await tls.StatusAsync(reader, Secret);
        proxy.Server.ReloadCertificates(Config(upstream, isRequired: true, next.Pem));
        var changed = await tls.StatusAsync(reader, Secret);

        const string Ok = "HTTP/1.1 200 OK";
        Assert.Equal(
            (Ok, Ok, Ok, Ok, "HTTP/1.1 421 Misdirected Request"), (before, after, optional, both, changed));
    }

    // .NET keeps no more than the client's own certificate.
    [Fact]
    public async Task A_reload_keeps_those_whose_intermediate_it_knows_from_their_handshake_alone()
    {
        var (next, issuer) = (TestCertificate.Root(), _authority.Intermediate());
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await StartAsync(upstream, isRequired: true);
        await using var tls = await proxy.ConnectAsAsync(issuer.Client("any"), Secret, issuer);
        using var reader = new StreamReader(tls);

        await MutualTls.RefusedAsync(() => proxy.AskAsync(Secret, Secret, issuer.Client("any")));
        var before = await tls.StatusAsync(reader, Secret);
        proxy.Server.ReloadCertificates(Config(upstream, isRequired: true, _authority.Pem + next.Pem));
        var both = await tls.StatusAsync(reader, Secret);
        proxy.Server.ReloadCertificates(Config(upstream, isRequired: true, next.Pem));
        var changed = await tls.StatusAsync(reader, Secret);

        const string Ok = "HTTP/1.1 200 OK";
        Assert.Equal((Ok, Ok, "HTTP/1.1 421 Misdirected Request"), (before, both, changed));
    }

    // As browsers do when a certificate is for both hosts; the client of .NET never does.
    [Fact]
    public async Task Http2_cannot_reach_it_through_a_connection_that_it_shares()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await StartAsync(upstream, isRequired: true);
        await using var tls = await proxy.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2);

        await tls.WriteAsync(
            (byte[])[
                .. Http2Frames.Opening, .. Http2Frames.Get(1, Configs.Host), .. Http2Frames.Get(3, Secret),
            ],
            RunningProxy.Timeout);
        var (own, other) = (await HeadersAsync(tls, 1), await HeadersAsync(tls, 3));

        // RFC 7541 appendix A: 0x88 is the status 200.
        Assert.Contains((byte)0x88, own);
        Assert.True(other.AsSpan().IndexOf("421"u8) >= 0);
    }

    [Fact]
    public async Task Without_tls_it_leads_to_tls()
    {
        await using var upstream = await Upstream.SayingAsync("never");
        var config = Config(upstream, isRequired: true);
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Listeners = [Configs.Http, new(new(IPAddress.Loopback, 0), ListenScheme.Https)],
        });

        await using var plain = await proxy.ConnectAsync(RunningProxy.Timeout);
        await plain.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"GET /a?b=c HTTP/1.1\r\nHost: {Secret}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(plain);
        var answer = await reader.ReadToEndAsync(RunningProxy.Timeout);

        Assert.StartsWith("HTTP/1.1 308", answer, StringComparison.Ordinal);
        var port = proxy.Server.Listeners[1].EndPoint.Port;
        Assert.Contains($"Location: https://{Secret}:{port}/a?b=c\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_says_of_certificates_is_dropped()
    {
        await using var upstream = await Upstream.StartAsync(SayHeadersAsync);
        await using var proxy = await StartAsync(upstream, isRequired: true);

        var said = await proxy.AskAsync(Configs.Host, Configs.Host, null);

        Assert.StartsWith("HTTP/1.1 200", said, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hsts_is_sent_over_tls_alone_and_once()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.Headers.StrictTransportSecurity = "max-age=1";
            return context.Response.WriteAsync("here");
        });
        var config = Configs.To(upstream.Address) with
        {
            Tls = new() { Hosts = [new(Configs.Host, null, "max-age=31536000; includeSubDomains")] },
        };
        await using var https = await RunningProxy.StartAsync(config);
        await using var http = await RunningProxy.StartAsync(config with { Listeners = [Configs.Http] });

        using var overTls = await https.GetAsync();
        using var plain = await http.GetAsync();

        Assert.Equal(
            ["max-age=31536000; includeSubDomains"], overTls.Headers.GetValues("Strict-Transport-Security"));
        Assert.Equal(["max-age=1"], plain.Headers.GetValues("Strict-Transport-Security"));
    }

    // Those of other streams before it are kept for their turn.
    private async Task<byte[]> HeadersAsync(SslStream tls, byte stream)
    {
        byte[]? found;
        while (!_headers.Remove(stream, out found))
        {
            var (answered, payload) = await Http2Frames.HeadersAsync(tls);
            _ = _headers.TryAdd(answered, payload);
        }

        return found;
    }

    private static Task SayHeadersAsync(HttpContext context) => context.Response.WriteAsync(
        string.Join('\n', context.Request.Headers.Select(header => $"{header.Key}: {header.Value}")));

    private GatewayConfig Config(Upstream upstream, bool isRequired, string? authorities = null)
    {
        var config = Configs.To(upstream.Address);
        return config with
        {
            Routes = [.. config.Routes.Select(r => r with { Match = new() { Hosts = [Configs.Host, Secret] } })],
            Tls = new()
            {
                Hosts = [new(Secret, new("/etc/gateway/clients.crt", authorities ?? _authority.Pem, isRequired), null)],
            },
        };
    }

    private Task<RunningProxy> StartAsync(Upstream upstream, bool isRequired) =>
        RunningProxy.StartAsync(Config(upstream, isRequired));
}
