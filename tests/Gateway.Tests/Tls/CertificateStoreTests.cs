using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tls;
using Shared;

namespace Gateway.Tests.Tls;

public sealed class CertificateStoreTests
{
    private static readonly CertificateStore s_store = new(
    [
        Site("first", "first.example.com"),
        Site("wildcard", "*.example.com"),
        Site("exact", "exact.example.com", "other.example.org"),
    ]);

    [Theory]
    [InlineData("first.example.com", "first")]
    [InlineData("exact.example.com", "exact")]
    [InlineData("EXACT.Example.COM", "exact")]
    [InlineData("exact.example.com.", "exact")]
    [InlineData("other.example.org", "exact")]
    [InlineData("any.example.com", "wildcard")]
    [InlineData("two.labels.example.com", "first")]
    [InlineData("example.com", "first")]
    [InlineData("unknown.example.net", "first")]
    [InlineData("localhost", "first")]
    [InlineData(".example.com", "first")]
    [InlineData("", "first")]
    [InlineData(null, "first")]
    public void A_name_finds_exact_then_wildcard_then_the_first(string? serverName, string expected) =>
        Assert.Equal(expected, s_store.Find(serverName).Source);

    // RFC 5891 section 4: a certificate has the form that travels, .NET shows what a client asks for in the other.
    [Theory]
    [InlineData("bücher.example")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("a.bücher.example")]
    public void A_name_beyond_ASCII_finds_its_certificate_in_either_form(string serverName)
    {
        var store = new CertificateStore(
        [
            Site("first", "first.example.com"),
            Site("books", "xn--bcher-kva.example", "*.xn--bcher-kva.example"),
        ]);

        Assert.Equal("books", store.Find(serverName).Source);
    }

    [Fact]
    public void Of_two_for_one_name_the_one_that_is_valid_longest_serves()
    {
        var old = Site("old", TestCertificate.Until(DateTimeOffset.UtcNow.AddDays(1), "app.example.com"));
        var renewed = Site("renewed", TestCertificate.Until(DateTimeOffset.UtcNow.AddDays(60), "app.example.com"));

        Assert.Equal("renewed", new CertificateStore([old, renewed]).Find("app.example.com").Source);
        Assert.Equal("renewed", new CertificateStore([renewed, old]).Find("app.example.com").Source);
    }

    [Fact]
    public void One_that_is_not_valid_yet_waits_for_its_day()
    {
        var time = new FakeTime();
        var now = time.GetUtcNow();
        // They are valid for 90 days.
        var current = Site("current", TestCertificate.Until(now.AddDays(10), "app.example.com"));
        var next = Site("next", TestCertificate.Until(now.AddDays(95), "app.example.com"));
        var store = new CertificateStore([current, next]) { Time = time };

        Assert.Equal("current", store.Find("app.example.com").Source);
        time.Advance(TimeSpan.FromDays(6));
        Assert.Equal("next", store.Find("app.example.com").Source);
        time.Advance(TimeSpan.FromDays(100));
        Assert.Equal("next", store.Find("app.example.com").Source);
    }

    private static SiteCertificate Site(string source, params string[] names) =>
        Site(source, TestCertificate.For(names));

    [SuppressMessage("Reliability", "CA2000", Justification = "A handshake may need it as long as it likes.")]
    private static SiteCertificate Site(string source, TestCertificate pem) =>
        new(source, X509Certificate2.CreateFromPem(pem.Pem, pem.Key), []);
}
