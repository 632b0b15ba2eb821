using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Tests.Proxy;
using Gateway.Tls;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Tls;

public sealed class SelfSignedCertificateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly GatewayConfig s_config = Configs.Empty with
    {
        Routes =
        [
            new() { RouteId = "a", Match = new() { Hosts = ["app.example.com", "*.apps.example.com"] } },
            new() { RouteId = "c", Match = new() { Hosts = ["APP.example.com:8443"] } },
            new() { RouteId = "b", Match = new() { Path = "/everywhere" } },
        ],
        Listeners =
        [
            new(new(IPAddress.IPv6Any, 443), ListenScheme.Https),
            new(new(IPAddress.Parse("192.0.2.5"), 443), ListenScheme.Https),
        ],
        Vrrp = Configs.Empty.Vrrp with { VirtualRouters = [Router("192.0.2.10/24", "192.0.2.11")] },
    };

    [Fact]
    public void It_names_routes_node_and_addresses()
    {
        var leaf = Leaf(s_config);
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();

        Assert.Equal(["app.example.com", "*.apps.example.com", "edge-a", "localhost"], names.EnumerateDnsNames());
        Assert.Equal(
            ["127.0.0.1", "::1", "192.0.2.5", "192.0.2.10", "192.0.2.11"],
            names.EnumerateIPAddresses().Select(a => a.ToString()));
        Assert.True(leaf.MatchesHostname("any.apps.example.com"));
        Assert.True(leaf.MatchesHostname("192.0.2.10"));
    }

    [Fact]
    public void It_is_an_ecdsa_leaf_for_servers_valid_one_year()
    {
        var leaf = Leaf(s_config);

        Assert.Equal(256, leaf.GetECDsaPublicKey()!.KeySize);
        Assert.False(leaf.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        var usage = leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single();
        Assert.Equal("1.3.6.1.5.5.7.3.1", usage.EnhancedKeyUsages[0].Value);
        Assert.Equal(s_now.AddHours(-1).UtcDateTime, leaf.NotBefore.ToUniversalTime());
        Assert.Equal(s_now.AddHours(-1).AddDays(365).UtcDateTime, leaf.NotAfter.ToUniversalTime());
    }

    [Theory]
    [InlineData("node_with-odd name")]
    [InlineData("büro")]
    public void An_odd_node_name_is_no_obstacle(string name) =>
        Assert.NotNull(Leaf(s_config with { NodeName = name }));

    private static X509Certificate2 Leaf(GatewayConfig config) =>
        SelfSignedCertificate.Create(config, s_now).HandshakeOptions.ServerCertificateContext!.TargetCertificate;

    private static VirtualRouterConfig Router(string address, string source) => new()
    {
        Name = "lan4",
        Interface = "eth0",
        VirtualRouterId = 51,
        Priority = 100,
        Addresses = [AddressPrefix.Parse(address)],
        SourceAddress = IpAddr.Parse(source),
        AdvertisementInterval = default,
        Preempt = true,
        Track = [],
    };
}
