using Gateway.Configuration;
using Gateway.Tls;

namespace Gateway.Tests.Tls;

/// <summary>Issue 6, point 1: mTLS per host. Whatever host a site takes by its name, its terms must be found by.
/// </summary>
public sealed class TlsTermsTests
{
    [Theory]
    [InlineData("app.example.com", "app.example.com", true)]
    [InlineData("app.example.com", "www.example.com", false)]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "A.b.c.EXAMPLE.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.example.net", false)]
    [InlineData("xn--bcher-kva.example", "bücher.example", true)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("*.xn--bcher-kva.example", "a.bücher.example", true)]
    public void A_host_is_held_to_the_terms_of_its_entry(string entry, string host, bool isHeld)
    {
        var clients = new ClientCertificateConfig("/etc/gateway/clients.crt", TestCertificate.Root().Pem, true);
        var terms = new TlsTerms(new TlsConfig { Hosts = [new(entry, clients, "max-age=1")] });

        Assert.Equal(isHeld, terms.ClientsOf(host) is not null);
        Assert.Equal(isHeld ? "max-age=1" : null, terms.StrictTransportOf(host));
    }

    [Fact]
    public void The_longest_wildcard_wins()
    {
        var terms = new TlsTerms(
            new TlsConfig { Hosts = [new("*.example.com", null, "outer"), new("*.lab.example.com", null, "inner")] });

        Assert.Equal(
            ("outer", "inner", "inner"),
            (terms.StrictTransportOf("lab.example.com"), terms.StrictTransportOf("a.lab.example.com"),
                terms.StrictTransportOf("a.b.lab.example.com")));
    }

    [Theory]
    [InlineData("app.example.com", true, "max-age=1; includeSubDomains")]
    [InlineData("app.example.net", true, "max-age=1")]
    [InlineData("a.b.example.org", true, "max-age=1")]
    [InlineData("192.0.2.1", true, null)]
    [InlineData("[FD00:0::10]", true, null)]
    // What is said of itself counts, and what is not said of it comes from the site.
    [InlineData("own.example.net", true, "max-age=2; includeSubDomains")]
    // Another site, in the midst of a wildcard of this one's.
    [InlineData("other.example.org", false, null)]
    [InlineData("example.net", false, null)]
    public void An_alias_is_held_to_the_terms_of_its_site(string host, bool isHeld, string? strictTransport)
    {
        const string Site = "app.example.com";
        var clients = new ClientCertificateConfig("/etc/gateway/clients.crt", TestCertificate.Root().Pem, true);
        string[] aliases = ["app.example.net", "*.example.org", "192.0.2.1", "[fd00::10]", "own.example.net"];
        var terms = new TlsTerms(
            new TlsConfig
            {
                Hosts =
                [
                    new(Site, clients, "max-age=1; includeSubDomains"),
                    new("own.example.net", null, "max-age=2; includeSubDomains"),
                ],
                Aliases = [.. aliases.Select(alias => new HostAlias(alias, Site))],
            },
            [Site, .. aliases, "other.example.org"]);

        Assert.Equal(isHeld, terms.ClientsOf(host) is not null);
        Assert.Equal(strictTransport, terms.StrictTransportOf(host));
    }
}
