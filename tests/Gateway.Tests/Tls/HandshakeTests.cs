using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Tests.Proxy;

namespace Gateway.Tests.Tls;

[SuppressMessage("Security", "CA5398", Justification = "Which versions are spoken is what is tested.")]
public sealed class HandshakeTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("exact.example.com", "exact.example.com")]
    [InlineData("any.example.com", "*.example.com")]
    [InlineData("unknown.example.net", "default.example.org")]
    [InlineData(null, "default.example.org")]
    public async Task A_client_gets_the_certificate_for_the_name_it_asks_for(string? serverName, string expected)
    {
        WithCertificate("a.pem", "default.example.org");
        WithCertificate("b.pem", "*.example.com");
        WithCertificate("c.pem", "exact.example.com");
        await using var proxy = await StartAsync();

        await using var tls = await proxy.ConnectTlsAsync(serverName);

        Assert.Equal(expected, NamesOf(tls.RemoteCertificate!));
    }

    [Theory]
    [InlineData("h2")]
    [InlineData("http/1.1")]
    [InlineData("http/1.0")]
    public async Task The_protocol_is_negotiated(string protocol)
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);

        await using var tls = await proxy.ConnectTlsAsync(alpn: new(protocol));

        Assert.Equal(protocol, tls.NegotiatedApplicationProtocol.ToString());
    }

    // As "curl --http1.0" does.
    [Fact]
    public async Task A_client_that_offers_only_http_1_0_is_served()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var tls = await proxy.ConnectTlsAsync(alpn: new("http/1.0"));

        await tls.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"GET / HTTP/1.0\r\nHost: {Configs.Host}\r\n\r\n"),
            RunningProxy.Timeout);
        using var reader = new StreamReader(tls);
        var answer = await reader.ReadToEndAsync(RunningProxy.Timeout);

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.EndsWith("here", answer, StringComparison.Ordinal);
    }

    /// <summary>PKCS#8 is what all the others use.</summary>
    [Theory]
    [InlineData("RSA PRIVATE KEY", SslProtocols.Tls12)]
    [InlineData("RSA PRIVATE KEY", SslProtocols.Tls13)]
    [InlineData("EC PRIVATE KEY", SslProtocols.Tls12)]
    [InlineData("EC PRIVATE KEY", SslProtocols.Tls13)]
    public async Task A_key_in_the_form_of_older_tools_serves(string label, SslProtocols version)
    {
        var certificate = TestCertificate.Labelled(label, "site.example.com");
        _folder.With("site.pem", certificate.Pem + certificate.Key);
        await using var proxy = await StartAsync();

        await using var tls = await proxy.ConnectTlsAsync("site.example.com", version: version);

        Assert.Contains($"-----BEGIN {label}-----", certificate.Key, StringComparison.Ordinal);
        Assert.Equal("site.example.com", NamesOf(tls.RemoteCertificate!));
    }

    [Fact]
    public async Task The_chain_is_sent()
    {
        var (site, intermediate) = TestCertificate.Issued("site.example.com");
        _folder.With("fullchain.pem", site.Pem + intermediate.Pem).With("privkey.pem", site.Key);
        await using var proxy = await StartAsync();
        string[] received = [];
        await using var tls = new SslStream(
            await proxy.ConnectAsync(RunningProxy.Timeout),
            leaveInnerStreamOpen: false,
            (_, _, chain, _) =>
            {
                received = [.. chain!.ChainPolicy.ExtraStore.Select(c => c.ExportCertificatePem() + "\n")];
                return received.Length > 0;
            });

        await tls.AuthenticateAsClientAsync("site.example.com");

        Assert.Contains(intermediate.Pem, received);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Tls_12_and_13_are_spoken(SslProtocols version)
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);

        await using var tls = await proxy.ConnectTlsAsync(version: version);

        Assert.Equal(version, tls.SslProtocol);
    }

    /// <summary>Issue 6, point 1: hot swap without rebinding.</summary>
    [Fact]
    public async Task A_replaced_certificate_is_shown_to_new_clients_and_connections_stay()
    {
        WithCertificate("site.pem", "app.example.com");
        await using var upstream = await Upstream.SayingAsync("here");
        var config = Configs.To(upstream.Address) with { CertificateFolders = [_folder.Path] };
        await using var proxy = await RunningProxy.StartAsync(config);
        using var first = await proxy.GetAsync();
        await using var before = await proxy.ConnectTlsAsync();
        WithCertificate("site.pem", "*.example.com");

        proxy.Server.ReloadCertificates(config);

        await using var after = await proxy.ConnectTlsAsync();
        Assert.Equal(
            ("app.example.com", "*.example.com"),
            (NamesOf(before.RemoteCertificate!), NamesOf(after.RemoteCertificate!)));
        await before.WriteAsync(
            "GET / HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n\r\n"u8.ToArray(), RunningProxy.Timeout);
        using var reader = new StreamReader(before);
        Assert.Contains("here", await reader.ReadToEndAsync(RunningProxy.Timeout), StringComparison.Ordinal);
    }

    // A client here cannot even offer TLS 1.1: the system's OpenSSL refuses. So what the server was told must do.
    [Fact]
    public void Nothing_older_is_spoken()
    {
        var options = TestCertificate.Internal(DateTimeOffset.UtcNow).OptionsFor(TlsPolicy.Intermediate, null);

        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, options.EnabledSslProtocols);
    }

    public void Dispose() => _folder.Dispose();

    private void WithCertificate(string file, string name)
    {
        var certificate = TestCertificate.For(name);
        _folder.With(file, certificate.Pem + certificate.Key);
    }

    private Task<RunningProxy> StartAsync() =>
        RunningProxy.StartAsync(Configs.Empty with { CertificateFolders = [_folder.Path] });

    private static string NamesOf(X509Certificate certificate)
    {
        using var parsed = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        var names = parsed.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        return string.Join(", ", names.EnumerateDnsNames());
    }
}
