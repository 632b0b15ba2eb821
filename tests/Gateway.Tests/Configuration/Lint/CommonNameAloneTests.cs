using Gateway.Configuration;
using Gateway.Tests.Tls;
using Gateway.Tls;

namespace Gateway.Tests.Configuration.Lint;

/// <summary>Certificates that clients refuse for their missing names; the other rules are in
/// <see cref="LinterTests"/>.</summary>
public sealed class CommonNameAloneTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("app.example.com", "DNS")]
    [InlineData("10.0.0.1", "IP")]
    public async Task One_without_an_alternative_name_is_told(string name, string kind) => Assert.EndsWith(
        $"warning [common-name-alone] Tls:Certificates:0: {_folder.Path}/site.crt names its host, {name}, as its common "
            + "name alone: browsers refuse it; have it issued with a subject alternative name (openssl req ... "
            + $"-addext \"subjectAltName={kind}:{name}\").",
        Assert.Single(await LintAsync(TestCertificate.Root(name))), StringComparison.Ordinal);

    [Fact]
    public async Task One_with_an_alternative_name_is_not() =>
        Assert.Empty(await LintAsync(TestCertificate.For("app.example.com")));

    private async Task<string[]> LintAsync(TestCertificate certificate)
    {
        _ = _folder.With("site.crt", certificate.Pem).With("site.key", certificate.Key);
        var request = ConfigText.Request with
        {
            Certificates = new(CertificateTrial.Find, DateTimeOffset.UtcNow, TimeSpan.FromDays(14)),
        };
        var result = await ConfigText.WithNodesAsync(
            $"'Tls': {{ 'Certificates': [ '{_folder.Path}' ] }}, 'Listen': {{ 'Https': '*:443' }}", request);
        _ = ConfigText.Valid(result);
        return [.. result.Warnings.Select(found => found.ToString())];
    }
}
