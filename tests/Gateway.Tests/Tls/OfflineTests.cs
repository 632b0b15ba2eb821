using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Tls;

namespace Gateway.Tests.Tls;

/// <summary>Issue 6, point 1: cached contexts, offline. A certificate may say where its issuer is to be had (RFC 5280
/// section 4.2.2.1): nobody asks there, least of all on the word of a client.</summary>
public sealed class OfflineTests : IDisposable
{
    private readonly TcpListener _issuers = new(IPAddress.Loopback, 0);
    private readonly X509AuthorityInformationAccessExtension _whereTheIssuerIs;

    public OfflineTests()
    {
        _issuers.Start();
        _whereTheIssuerIs = new(null, [$"http://{_issuers.LocalEndpoint}/issuer.crt"]);
    }

    public void Dispose() => _issuers.Dispose();

    [Fact]
    [SuppressMessage("Reliability", "CA2000", Justification = "A handshake may need it as long as it likes.")]
    public void A_chain_that_lacks_its_issuer_is_sent_as_it_is()
    {
        var leaf = TestCertificate.Root().Site("site.example.com", _whereTheIssuerIs);
        var clients = new ClientAuthority(new("/etc/gateway/clients.crt", TestCertificate.Root().Pem, true));

        var site = new SiteCertificate("site", leaf.Load(), []);

        Assert.NotNull(site.OptionsFor(TlsPolicy.Intermediate, clients).ServerCertificateContext);
        Assert.NotNull(site.Http3Options.ServerCertificateContext);
        Assert.False(_issuers.Pending());
    }

    [Fact]
    public void A_clients_certificate_is_judged_by_what_it_shows()
    {
        var root = TestCertificate.Root();
        var clients = new ClientAuthority(new("/etc/gateway/clients.crt", root.Pem, true));
        var intermediate = root.Intermediate();
        using var client = intermediate.Client("alice", _whereTheIssuerIs).Load();
        using var shown = intermediate.Load();

        Assert.False(clients.Accepts(client));
        Assert.True(clients.Accepts(client, shown.RawData));
        Assert.False(_issuers.Pending());
    }
}
