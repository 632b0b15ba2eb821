using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Tests.Proxy;
using Gateway.Tls;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Microsoft.Extensions.Logging;
using Shared;

namespace Gateway.Tests.Tls;

/// <summary>Issue 6, point 1: an internal CA for names without a certificate.</summary>
public sealed class InternalAuthorityTests : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly GatewayConfig Config = Configs.Empty with
    {
        Routes =
        [
            new() { RouteId = "a", Match = new() { Hosts = ["app.example.com", "*.apps.example.com"] } },
            new() { RouteId = "c", Match = new() { Hosts = ["APP.example.com:8443", "[fd77::100]:8443", "192.0.2.77", "*.192.0.2.78"] } },
            new() { RouteId = "b", Match = new() { Path = "/everywhere" } },
        ],
        Listeners =
        [
            new(new(IPAddress.IPv6Any, 443), ListenScheme.Https),
            new(new(IPAddress.Parse("192.0.2.5"), 443), ListenScheme.Https),
        ],
        Vrrp = Configs.Empty.Vrrp with { VirtualRouters = [Router("192.0.2.10/24", "192.0.2.11")] },
    };

    private readonly TestFolder _folder = new();
    private readonly RecordedLog _log = new();
    private readonly FakeTime _time = new();

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void Each_host_gets_a_certificate_of_its_own_and_the_machine_one_with_its_addresses()
    {
        var store = Loader().Load(Config);

        Assert.Equal(
            ["edge-a, localhost", "app.example.com", "*.apps.example.com"],
            store.Certificates.Select(certificate => string.Join(", ", certificate.Names)));
        var machine = Leaf(store, null).Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(
            ["127.0.0.1", "::1", "192.0.2.5", "192.0.2.10", "192.0.2.11", "fd77::100", "192.0.2.77"],
            machine.EnumerateIPAddresses().Select(a => a.ToString()));
        Assert.Contains(_log.Lines, line => line.StartsWith(
            "Warning: There is no certificate for edge-a, localhost, app.example.com, *.apps.example.com:",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_the_configuration_alone_get_one_never_what_a_client_asks_for()
    {
        var store = Loader().Load(Config);

        Assert.False(store.Covers("evil.example.net"));
        Assert.Equal(["edge-a", "localhost"], store.Find("evil.example.net").Names);
        Assert.Equal(3, store.Certificates.Length);
    }

    [Fact]
    public void A_host_with_a_certificate_needs_none_and_the_first_real_one_serves_strangers()
    {
        var real = TestCertificate.For("*.example.com");
        _folder.With("certs/site.pem", real.Pem + real.Key);

        var store = Loader().Load(Config with { CertificateFolders = [Path.Combine(_folder.Path, "certs")] });

        Assert.Equal(
            ["*.example.com", "*.apps.example.com"], store.Certificates.SelectMany(certificate => certificate.Names));
        Assert.False(store.Find("evil.example.net").IsInternal);
    }

    [Fact]
    public void A_client_that_trusts_the_root_trusts_host_wildcard_and_address()
    {
        var store = Loader().Load(Config);
        using var root = X509CertificateLoader.LoadCertificateFromFile(RootFile);

        Assert.All(
            new[] { "app.example.com", "any.apps.example.com", "192.0.2.10" },
            name => Assert.True(IsTrusted(Leaf(store, name), root) && Leaf(store, name).MatchesHostname(name)));
        var leaf = Leaf(store, "app.example.com");
        Assert.Equal(256, leaf.GetECDsaPublicKey()!.KeySize);
        Assert.False(leaf.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(
            ServerAuthentication,
            leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value);
        Assert.Equal((_time.GetUtcNow() + InternalAuthority.LeafLifetime).UtcDateTime, leaf.NotAfter.ToUniversalTime());
    }

    [Fact]
    public void The_root_is_made_once_and_its_key_is_for_its_owner_alone()
    {
        _ = Loader().Load(Config);
        var root = File.ReadAllText(RootFile);

        _ = Loader().Load(Config);

        Assert.Equal(root, File.ReadAllText(RootFile));
        Assert.DoesNotContain("PRIVATE", root, StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(_folder.Path, "internal-ca", "root.key")));
        Assert.Equal(
            ["root.crt", "root.key"],
            Directory.GetFiles(Path.GetDirectoryName(RootFile)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Without_a_place_to_keep_it_or_with_a_broken_one_an_authority_in_memory_serves()
    {
        _folder.With("internal-ca/root.crt", "no certificate").With("internal-ca/root.key", "no key");

        Assert.Equal(3, Loader().Load(Config).Certificates.Length);
        Assert.Contains(
            _log.Lines,
            line => line.StartsWith("Error: The internal CA cannot be kept in", StringComparison.Ordinal));
        var nowhere = new CertificateLoader(null, _log.Of<CertificateLoader>(), _time);
        Assert.Equal(3, nowhere.Load(Config).Certificates.Length);
    }

    // Tls:InternalCa, the same files on both machines: whoever trusts it trusts either.
    [Fact]
    public void Two_machines_with_the_same_pair_of_files_are_trusted_by_one_root()
    {
        var pair = TestCertificate.Root();
        var shared = Config with { Tls = new() { InternalAuthority = new("/etc/gateway/ca.crt", pair.Pem, pair.Key) } };
        using var root = pair.Load();

        _time.Advance(DateTimeOffset.UtcNow - _time.GetUtcNow());
        var (a, b) = (Loader("a").Load(shared), Loader("b").Load(shared with { NodeName = "edge-b" }));

        Assert.All([a, b], store => Assert.True(IsTrusted(Leaf(store, "app.example.com"), root)));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "internal-ca")));
    }

    [Fact]
    public void An_authority_that_has_expired_issues_all_the_same()
    {
        var pair = TestCertificate.Root();
        _time.Advance(DateTimeOffset.UtcNow.AddYears(1) - _time.GetUtcNow());

        var store = Loader().Load(
            Config with { Tls = new() { InternalAuthority = new("/etc/gateway/ca.crt", pair.Pem, pair.Key) } });

        Assert.True(store.Covers("app.example.com"));
    }

    [Fact]
    public void A_reload_keeps_what_is_good_and_makes_what_is_new()
    {
        var loader = Loader();
        var first = loader.Load(Config);
        var more = Config with
        {
            Routes = [.. Config.Routes, new() { RouteId = "d", Match = new() { Hosts = ["new.example.com"] } }],
        };

        var second = loader.Reload(more, first);

        Assert.Equal(first.Certificates, second.Certificates[..3]);
        Assert.Equal(["new.example.com"], second.Certificates[3].Names);
    }

    [Fact]
    public async Task A_month_before_its_end_a_certificate_is_renewed_and_connections_stay()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var loader = Loader();
        var config = Configs.To(upstream.Address);
        proxy.Server.Certificates.Store = loader.Load(config);
        await using var open = await proxy.ConnectTlsAsync();
        var renewed = new TaskCompletionSource();
        using var renewal = new InternalRenewal(
            proxy.Server.Certificates, _ => Renew(), _time, _log.Of<InternalRenewal>());
        await renewal.StartAsync(CancellationToken.None);
        await _time.TimersAsync(1);

        _time.Advance(InternalAuthority.LeafLifetime - InternalAuthority.RenewalTime - TimeSpan.FromHours(2));
        Assert.False(renewed.Task.IsCompleted);
        _time.Advance(TimeSpan.FromHours(3));
        await renewed.Task.WaitAsync(RunningProxy.Timeout);
        await using var next = await proxy.ConnectTlsAsync();
        await open.WriteAsync("GET / HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var answer = new StreamReader(open);

        Assert.StartsWith("HTTP/1.1 200", await answer.ReadToEndAsync(RunningProxy.Timeout), StringComparison.Ordinal);
        Assert.False(SameCertificate(open, next));
        await renewal.StopAsync(CancellationToken.None);

        Task Renew()
        {
            proxy.Server.Certificates.Store = loader.Reload(config, proxy.Server.Certificates.Store);
            renewed.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private static bool SameCertificate(SslStream one, SslStream other) =>
        one.RemoteCertificate!.GetRawCertData().SequenceEqual(other.RemoteCertificate!.GetRawCertData());

    private string RootFile => Path.Combine(_folder.Path, "internal-ca", "root.crt");

    private CertificateLoader Loader(string? folder = null) => new(
        new(Path.Combine(_folder.Path, folder ?? "internal-ca")), _log.Of<CertificateLoader>(), _time);

    private bool IsTrusted(X509Certificate2 leaf, X509Certificate2 root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        return chain.Build(leaf);
    }

    private static X509Certificate2 Leaf(CertificateStore store, string? name) =>
        store.Find(name).OptionsFor(TlsPolicy.Intermediate, null).ServerCertificateContext!.TargetCertificate;

    private static VirtualRouterConfig Router(string address, string source) => Lan4.Router with
    {
        Addresses = [AddressPrefix.Parse(address)], SourceAddress = IpAddr.Parse(source),
    };
}
