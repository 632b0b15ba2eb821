using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using Gateway.Configuration;
using Gateway.Tests.Proxy;
using Gateway.Tls;

namespace Gateway.Tests.Tls;

/// <summary>Issue 6, point 1: policy presets; no CBC, no TLS 1.0 and 1.1.</summary>
[SuppressMessage("Security", "CA5398", Justification = "Which versions are spoken is what is tested.")]
public sealed class TlsPolicyTests
{
    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)]
    public async Task Intermediate_speaks_Tls_12_with_authenticated_encryption(TlsCipherSuite suite)
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);

        await using var tls = await ConnectAsync(proxy, SslProtocols.Tls12, suite);

        Assert.Equal(suite, tls.NegotiatedCipherSuite);
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM)]
    public async Task Nobody_speaks_Cbc(TlsCipherSuite suite)
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);

        _ = await Assert.ThrowsAsync<AuthenticationException>(() => ConnectAsync(proxy, SslProtocols.Tls12, suite));
    }

    [Fact]
    public async Task Modern_speaks_Tls_13_alone_and_a_reload_changes_the_policy()
    {
        var modern = Configs.Empty with { Tls = new() { Policy = TlsPolicy.Modern } };
        await using var proxy = await RunningProxy.StartAsync(modern);

        await using (var tls = await proxy.ConnectTlsAsync(version: SslProtocols.Tls13))
        {
            Assert.Equal(SslProtocols.Tls13, tls.SslProtocol);
        }

        _ = await Assert.ThrowsAsync<AuthenticationException>(
            () => proxy.ConnectTlsAsync(version: SslProtocols.Tls12));
        proxy.Server.ReloadCertificates(Configs.Empty);
        await using var older = await proxy.ConnectTlsAsync(version: SslProtocols.Tls12);
        Assert.Equal(SslProtocols.Tls12, older.SslProtocol);
    }

    [Fact]
    public async Task At_the_start_it_is_said_once_that_there_is_no_Http_3()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);

        Assert.Single(proxy.Log.Lines, line => line.StartsWith("Information: HTTP/3 is off: ", StringComparison.Ordinal));
    }

    // What .NET does by itself costs the resumption of sessions.
    [Fact]
    public void The_runtime_shares_its_context_between_handshakes()
    {
        var store = new CertificateStore([TestCertificate.Internal(DateTimeOffset.UtcNow)]);

        var options = store.Answer("site.example.com", null);

        Assert.Null(options.CipherSuitesPolicy);
        Assert.True(options.AllowTlsResume);
        Assert.Same(options, store.Answer("site.example.com", null));
    }

    private static async Task<SslStream> ConnectAsync(RunningProxy proxy, SslProtocols version, TlsCipherSuite suite)
    {
        var tls = new SslStream(await proxy.ConnectAsync(RunningProxy.Timeout));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = Configs.Host,
                EnabledSslProtocols = version,
                CipherSuitesPolicy = new([suite]),
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
            },
            RunningProxy.Timeout);
        return tls;
    }
}
