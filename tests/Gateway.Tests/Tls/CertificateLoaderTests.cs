using System.Security.Cryptography;
using Gateway.Tests.Proxy;
using Gateway.Tls;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Tls;

public sealed class CertificateLoaderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly RecordedLog _log = new();

    public static TheoryData<string, string, string> Layouts => new()
    {
        { "name.crt and name.key", "site.crt", "site.key" },
        { "name.cer and name.key", "site.cer", "site.key" },
        { "name.pem and name.key", "site.pem", "site.key" },
        { "one file", "site.pem", "site.pem" },
        { "certbot", "site/fullchain.pem", "site/privkey.pem" },
        { "certbot, one site", "fullchain.pem", "privkey.pem" },
        { "cert and key", "cert.pem", "key.pem" },
        { "acme.sh", "site_ecc/fullchain.cer", "site_ecc/site.key" },
        { "lego", "site.example.com.crt", "site.example.com.key" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_pair_is_found(string layout, string certificateFile, string keyFile)
    {
        var certificate = TestCertificate.For("site.example.com");
        _folder.With(certificateFile, certificate.Pem);
        _folder.With(keyFile, keyFile == certificateFile ? certificate.Pem + certificate.Key : certificate.Key);

        var loaded = Load();

        Assert.Equal(["site.example.com"], loaded.Certificates.Single().Names);
        Assert.True(_log.Lines.Single().StartsWith("Information: ", StringComparison.Ordinal), layout);
    }

    [Fact]
    public void The_files_that_certbot_and_others_leave_beside_are_no_mistakes()
    {
        var site = TestCertificate.For("site.example.com");
        var other = TestCertificate.For("other.example.com");
        var authority = TestCertificate.Authority();
        _folder.With("README", "read me")
            .With("dhparam.pem", "-----BEGIN DH PARAMETERS-----\nMA==\n-----END DH PARAMETERS-----\n")
            .With("site/fullchain.pem", site.Pem + authority.Pem)
            .With("site/cert.pem", site.Pem)
            .With("site/chain.pem", authority.Pem)
            .With("site/privkey.pem", site.Key)
            .With("other.crt", other.Pem)
            .With("other.issuer.crt", authority.Pem)
            .With("other.key", other.Key);

        var loaded = Load();

        Assert.Equal(["other.crt", "fullchain.pem"], loaded.Certificates.Select(c => Path.GetFileName(c.Source)));
        Assert.All(_log.Lines, line => Assert.StartsWith("Information: ", line, StringComparison.Ordinal));
    }

    // acme.sh keeps the bare leaf, the chain and its own settings beside; lego a JSON file.
    [Fact]
    public void The_files_that_acme_sh_and_lego_leave_beside_are_no_mistakes()
    {
        var site = TestCertificate.For("site.example.com");
        var other = TestCertificate.For("other.example.com");
        var authority = TestCertificate.Authority();
        _folder.With("site.example.com_ecc/site.example.com.cer", site.Pem)
            .With("site.example.com_ecc/fullchain.cer", site.Pem + authority.Pem)
            .With("site.example.com_ecc/ca.cer", authority.Pem)
            .With("site.example.com_ecc/site.example.com.key", site.Key)
            .With("site.example.com_ecc/site.example.com.csr", "-----BEGIN CERTIFICATE REQUEST-----")
            .With("site.example.com_ecc/site.example.com.conf", "Le_Domain='site.example.com'")
            .With("other.example.com.crt", other.Pem + authority.Pem)
            .With("other.example.com.issuer.crt", authority.Pem)
            .With("other.example.com.json", "{}")
            .With("other.example.com.key", other.Key);

        var loaded = Load();

        Assert.Equal(
            ["other.example.com.crt", "fullchain.cer"], loaded.Certificates.Select(c => Path.GetFileName(c.Source)));
        Assert.All(_log.Lines, line => Assert.StartsWith("Information: ", line, StringComparison.Ordinal));
    }

    // /etc/letsencrypt/live holds links into archive/, whose numbers grow.
    [Fact]
    public void Certbots_links_are_followed()
    {
        var site = TestCertificate.For("site.example.com");
        _folder.With("archive/site/fullchain2.pem", site.Pem).With("archive/site/privkey2.pem", site.Key)
            .With("live/README", "read me").With("live/site/README", "read me");
        var live = Path.Combine(_folder.Path, "live");
        File.CreateSymbolicLink($"{live}/site/fullchain.pem", "../../archive/site/fullchain2.pem");
        File.CreateSymbolicLink($"{live}/site/privkey.pem", "../../archive/site/privkey2.pem");

        var loaded = Load(live);

        Assert.Equal(["site.example.com"], loaded.Certificates.Single().Names);
    }

    [Fact]
    public void A_broken_file_is_named_with_the_reason_and_the_others_serve()
    {
        var good = TestCertificate.For("good.example.com");
        var other = TestCertificate.For("other.example.com");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var cipher = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("secret", cipher);
        _folder.With("a-text.pem", "hello")
            .With("b-mismatch.crt", good.Pem).With("b-mismatch.key", other.Key)
            .With("c-lonely.crt", good.Pem)
            .With("d-encrypted.crt", good.Pem).With("d-encrypted.key", encrypted)
            .With("e-truncated.crt", good.Pem[..200]).With("e-truncated.key", good.Key)
            .With("z-good.crt", good.Pem).With("z-good.key", good.Key);

        var loaded = Load();

        Assert.Equal(["z-good.crt"], loaded.Certificates.Select(c => Path.GetFileName(c.Source)));
        Assert.Collection(
            _log.Lines.Where(l => l.StartsWith("Error: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            line => Assert.Matches("a-text.pem cannot serve: The file is not PEM. It is left out.$", line),
            line => Assert.Matches("b-mismatch.crt cannot serve", line),
            line => Assert.Matches("c-lonely.crt cannot serve: .* nor as c-lonely.key beside it", line),
            line => Assert.Matches("d-encrypted.crt cannot serve: .*d-encrypted.key has a passphrase", line),
            line => Assert.Matches("e-truncated.crt cannot serve", line));
    }

    [Theory]
    [InlineData(2048, "SHA256", null)]
    [InlineData(1024, "SHA256", "TLS refuses it \\(.*key too small\\); have it issued anew, with a key")]
    [InlineData(2048, "SHA1", "TLS refuses it \\(.*md too weak\\); have it issued anew, .* and SHA-256")]
    public void One_that_TLS_refuses_is_found_before_the_first_client(int bits, string digest, string? refusal)
    {
        var certificate = TestCertificate.OfRsa(bits, new(digest));
        _folder.With("site.crt", certificate.Pem).With("site.key", certificate.Key);

        var problems = CertificateTrial.Run(_folder.Path);

        if (refusal is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Matches($"site.crt cannot serve: {refusal}", Assert.Single(problems));
        }
    }

    /// <summary>What is broken while the one before serves on is no outage, and the line must not say so.</summary>
    [Fact]
    public void A_file_that_broke_is_told_with_what_serves_in_its_stead()
    {
        var good = TestCertificate.For("good.example.com");
        _folder.With("site.crt", good.Pem).With("site.key", good.Key);
        using var loggers = _log.CreateFactory();
        var loader = new CertificateLoader(null, loggers.CreateLogger<CertificateLoader>(), TimeProvider.System);
        var config = Configs.Empty with { CertificateFolders = [_folder.Path] };
        var before = loader.Load(config);
        _folder.With("site.key", TestCertificate.For("other.example.com").Key);
        _folder.With("new.crt", good.Pem[..200]).With("new.key", good.Key);

        var after = loader.Reload(config, before);

        Assert.Equal(before.Certificates, after.Certificates);
        Assert.Collection(
            _log.Lines.Where(line => line.StartsWith("Error: ", StringComparison.Ordinal)),
            line => Assert.Matches("new.crt cannot serve: .*[.] It is left out[.]$", line),
            line => Assert.Matches(
                "site.crt cannot serve: The key in .*site.key is not that of the certificate; .* The one that was read "
                + "from it before goes on serving, until [0-9]{4}-[0-9]{2}-[0-9]{2}[.]$", line));
    }

    // A gateway that waits for them would never start.
    [Fact]
    public async Task A_fifo_or_a_device_in_the_place_of_a_file_is_named_and_nobody_waits_for_it()
    {
        var good = TestCertificate.For("good.example.com");
        _folder.WithFifo("a.crt").With("a.key", good.Key)
            .With("b.crt", good.Pem).WithFifo("b.key")
            .With("c.key", good.Key)
            .With("z-good.crt", good.Pem).With("z-good.key", good.Key);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "c.crt"), "/dev/zero");

        var loaded = await Task.Run(() => Load()).WaitAsync(RunningProxy.Timeout);

        Assert.Equal(["z-good.crt"], loaded.Certificates.Select(c => Path.GetFileName(c.Source)));
        Assert.Collection(
            _log.Lines.Where(l => l.StartsWith("Error: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            line => Assert.Matches("a.crt cannot serve: It is a FIFO; name a regular file. It is left out.$", line),
            line => Assert.Matches(
                "b.crt cannot serve: The key .*/b.key is a FIFO; put a regular file there. It is left out.$", line),
            line => Assert.Matches("c.crt cannot serve: It is a device; name a regular file. It is left out.$", line));
    }

    [Fact]
    public void A_folder_that_is_missing_is_named_and_the_others_serve()
    {
        var good = TestCertificate.For("good.example.com");
        _folder.With("good.pem", good.Pem + good.Key);

        var loaded = Load("/nowhere/at/all", _folder.Path);

        Assert.Equal(["good.example.com"], loaded.Certificates.Single().Names);
        Assert.Matches("^Error: Certificate folder /nowhere/at/all cannot be read", _log.Lines.First());
    }

    [Fact]
    public void An_expired_certificate_serves_and_is_warned_about()
    {
        var expired = TestCertificate.Until(DateTimeOffset.UtcNow.AddDays(-1), "old.example.com");
        _folder.With("old.pem", expired.Pem + expired.Key);

        var loaded = Load();

        Assert.Equal(["old.example.com"], loaded.Certificates.Single().Names);
        Assert.StartsWith("Warning: ", _log.Lines.Single(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    private CertificateStore Load(params string[] folders)
    {
        using var loggers = _log.CreateFactory();
        var loader = new CertificateLoader(null, loggers.CreateLogger<CertificateLoader>(), TimeProvider.System);
        string[] all = folders.Length == 0 ? [_folder.Path] : folders;
        return loader.Load(Configs.Empty with { CertificateFolders = [.. all] });
    }
}
