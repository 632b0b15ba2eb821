using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration.ReverseProxy;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>Issue 6, point 3: HTTP/2 and h2c to backends, backend CA or pin.</summary>
public sealed class UpstreamTlsTests : IDisposable
{
    // Of the upstream; clients ask for another host.
    private const string Name = "localhost";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("none", HttpStatusCode.BadGateway)]
    [InlineData("authority", HttpStatusCode.OK)]
    [InlineData("another authority", HttpStatusCode.BadGateway)]
    [InlineData("pin", HttpStatusCode.OK)]
    [InlineData("another pin", HttpStatusCode.BadGateway)]
    [InlineData("two pins", HttpStatusCode.OK)]
    [InlineData("authority and pin", HttpStatusCode.OK)]
    [InlineData("authority and another pin", HttpStatusCode.BadGateway)]
    [InlineData("another authority and pin", HttpStatusCode.BadGateway)]
    public async Task A_destination_is_believed_by_its_authority_or_its_key(string trust, HttpStatusCode status)
    {
        var (leaf, authority) = TestCertificate.Issued(Name);
        await using var upstream = await StartAsync(leaf);
        await using var proxy = await RunningProxy.StartAsync(
            Balanced.To("RoundRobin", Metadata(trust, leaf, authority), AddressOf(upstream)));

        using var response = await proxy.GetAsync();

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task An_authority_vouches_for_the_names_in_the_certificate_alone()
    {
        var (leaf, authority) = TestCertificate.Issued("another.example.com");
        await using var upstream = await StartAsync(leaf);
        await using var proxy = await RunningProxy.StartAsync(
            Balanced.To("RoundRobin", Metadata("authority", leaf, authority), AddressOf(upstream)));

        using var response = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    // Its own name, not that of the client's host, which it need not know.
    [Theory]
    [InlineData(Name, null, HttpStatusCode.OK)]
    [InlineData("chosen.example.com", "chosen.example.com", HttpStatusCode.OK)]
    [InlineData(Configs.Host, null, HttpStatusCode.BadGateway)]
    [InlineData(Name, "chosen.example.com", HttpStatusCode.BadGateway)]
    public async Task An_upstream_must_have_the_name_in_its_address_or_its_Host(
        string certified, string? host, HttpStatusCode status)
    {
        var (leaf, authority) = TestCertificate.Issued(certified);
        await using var upstream = await StartAsync(leaf);
        await using var proxy = await RunningProxy.StartAsync(Balanced.To(
            "RoundRobin", Metadata("authority", leaf, authority),
            new DestinationConfig { Address = AddressOf(upstream), Host = host }));

        using var response = await proxy.GetAsync();

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("none", Name, 30, "its certificate comes from CN=intermediate, and this machine does not trust that; "
        + "UpstreamCa or UpstreamPin says whom to trust instead")]
    [InlineData("another authority", Name, 30, "its certificate says that it comes from CN=intermediate, which did not "
        + "sign it")]
    [InlineData("foreign authority", Name, 30, "its certificate comes from CN=intermediate, and {ca} has only "
        + "CN=other")]
    [InlineData("another pin", Name, 30, "its key is {pin}, and pinned is {other}")]
    [InlineData("authority", "nas.lan", 30, "its certificate is for nas.lan, and not for localhost")]
    [InlineData("authority", Name, -2, "its certificate expired on {end}")]
    [InlineData("authority", Name, 400, "its certificate is not valid before {start}")]
    [InlineData("authority and another pin", "nas.lan", 30, "its key is {pin}, and pinned is {other}; its "
        + "certificate is for nas.lan, and not for localhost")]
    public async Task What_is_wrong_with_a_certificate_is_told_in_the_log_and_with_the_destination(
        string trust, string certified, int days, string why)
    {
        var (leaf, authority) = TestCertificate.Issued(certified, days);
        await using var upstream = await StartAsync(leaf);
        var metadata = Metadata(trust, leaf, authority);
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, metadata, passive: false, AddressOf(upstream)));
        var expected = Filled(why, leaf, metadata);

        var status = await proxy.BecomesAsync("one", DestinationHealth.Unhealthy);
        using var response = await proxy.GetAsync();

        Assert.Equal(expected, status.Active.Text);
        Assert.Contains(
            proxy.Log.Lines,
            line => line.StartsWith("Warning: GET ", StringComparison.Ordinal)
                && line.Contains($"({expected}). The client got 502.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_is_its_own_authority_is_called_so()
    {
        await using var upstream = await StartAsync(TestCertificate.For(Name));
        await using var proxy = await RunningProxy.StartAsync(
            Watched.To(null, null, passive: false, AddressOf(upstream)));

        var status = await proxy.BecomesAsync("one", DestinationHealth.Unhealthy);

        Assert.StartsWith(
            "its certificate is its own authority (CN=leaf), and this machine does not trust that", status.Active.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_file_of_authorities_counts_for_the_next_connection()
    {
        var (leaf, authority) = TestCertificate.Issued(Name);
        await using var upstream = await StartAsync(leaf);
        await using var proxy = await RunningProxy.StartAsync(
            Balanced.To("RoundRobin", Metadata("another authority", leaf, authority), AddressOf(upstream)));

        using var before = await proxy.GetAsync();
        _ = _folder.With("ca.pem", "# being written\n" + authority.Pem[..40]);
        using var broken = await proxy.GetAsync();
        _ = _folder.With("ca.pem", "# the new one\n" + authority.Pem);
        using var after = await proxy.GetAsync();

        Assert.Equal(HttpStatusCode.BadGateway, before.StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, broken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains(proxy.Log.Lines, line => line.Contains("cannot be used", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upstreams_are_asked_by_HTTP_2_with_and_without_TLS(bool withTls)
    {
        var (leaf, authority) = TestCertificate.Issued(Name);
        await using var upstream = await StartAsync(withTls ? leaf : null, HttpProtocols.Http2);
        var config = Balanced.To(
            "RoundRobin", withTls ? Metadata("authority", leaf, authority) : null, AddressOf(upstream));
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Clusters =
            [
                config.Clusters[0] with
                {
                    // Without TLS nothing negotiates: whoever wants HTTP/2 there says so.
                    HttpRequest = withTls ? null : new()
                    {
                        Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    },
                },
            ],
        });

        Assert.Equal(["HTTP/2"], await Balanced.AskAsync(proxy, 1));
    }

    private static string Filled(string why, TestCertificate leaf, Dictionary<string, string> metadata)
    {
        using var loaded = X509Certificate2.CreateFromPem(leaf.Pem);
        return why
            .Replace("{ca}", metadata.GetValueOrDefault(UpstreamConnections.AuthorityKey), StringComparison.Ordinal)
            .Replace("{pin}", leaf.Pin, StringComparison.Ordinal)
            .Replace("{other}", metadata.GetValueOrDefault(UpstreamConnections.PinKey), StringComparison.Ordinal)
            .Replace("{start}", Time(loaded.NotBefore), StringComparison.Ordinal)
            .Replace("{end}", Time(loaded.NotAfter), StringComparison.Ordinal);

        static string Time(DateTime time) =>
            time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }

    private Dictionary<string, string> Metadata(string trust, TestCertificate leaf, TestCertificate authority)
    {
        var metadata = new Dictionary<string, string>();
        var isAnother = trust.StartsWith("another authority", StringComparison.Ordinal);
        var isForeign = trust.StartsWith("foreign", StringComparison.Ordinal);
        var ca = isForeign ? TestCertificate.Root("other") : isAnother ? TestCertificate.Authority() : authority;
        if (trust.Contains("authority", StringComparison.Ordinal))
        {
            _ = _folder.With("ca.pem", ca.Pem);
            metadata[UpstreamConnections.AuthorityKey] = Path.Combine(_folder.Path, "ca.pem");
        }

        var (right, wrong) = (leaf.Pin, TestCertificate.For("other.example.com").Pin);
        if (trust.Contains("pin", StringComparison.Ordinal))
        {
            metadata[UpstreamConnections.PinKey] = trust.Contains("another pin", StringComparison.Ordinal) ? wrong
                : trust.Contains("two", StringComparison.Ordinal) ? $"{wrong};{right}" : right;
        }

        return metadata;
    }

    private static string AddressOf(Upstream upstream) =>
        upstream.Address.Replace("127.0.0.1", Name, StringComparison.Ordinal);

    private static Task<Upstream> StartAsync(TestCertificate? leaf, HttpProtocols protocols = HttpProtocols.Http1) =>
        Upstream.StartAsync(
            context => context.Response.WriteAsync(context.Request.Protocol), protocols,
            leaf is null ? null : X509Certificate2.CreateFromPem(leaf.Pem, leaf.Key));
}
