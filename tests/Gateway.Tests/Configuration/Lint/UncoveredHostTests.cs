using Gateway.Configuration;

namespace Gateway.Tests.Configuration.Lint;

/// <summary>Hosts that a certificate of their domain does not reach; the other rules are in
/// <see cref="LinterTests"/>.</summary>
public sealed class UncoveredHostTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*.house.example", "'a.b.house.example': 'http://10.0.0.20'", "a.b.house.example")]
    [InlineData("*.House.example", "'house.example': 'http://10.0.0.20'", "house.example")]
    [InlineData("*.house.example", "'www.house.example': { 'To': 'http://10.0.0.20', 'Aliases': 'house.example' }", "house.example")]
    [InlineData("*.a.house.example", "'*.house.example': 'http://10.0.0.20'", "*.house.example")]
    [InlineData("*.bücher.example", "'xn--bcher-kva.example': 'http://10.0.0.20'", "bücher.example")]
    public async Task A_wildcard_that_does_not_reach_so_far_is_told(string certificate, string site, string host)
    {
        var found = Assert.Single(await LintAsync("'Https': '*:443'", certificate, site));

        Assert.Contains($"no certificate is for \"{host}\", so browsers are shown one of the internal CA", found,
            StringComparison.Ordinal);
        Assert.EndsWith($"\"{certificate}\", which stands for one label alone: have this name in it, too.", found,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_the_www_of_its_certificate_is_told_once() => Assert.EndsWith(
        "warning [uncovered-host] Sites:house.example: no certificate is for \"house.example\", so browsers are shown one "
            + "of the internal CA, which they do not trust; there is one for \"www.house.example\": have this name in it, "
            + "too.",
        Assert.Single(await LintAsync(
            "'Https': '*:443'", "www.house.example",
            "'house.example': { 'To': 'http://10.0.0.20', 'Paths': { '/a': { 'Answer': 200 }, '/b': { 'Answer': 200 } } }")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("'Https': '*:443'", "*.house.example", "'www.house.example': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "*.house.example", "'*.house.example': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "house.example", "'House.example': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "*.xn--bcher-kva.example", "'www.bücher.example': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "*.house.example", "'nas.home.arpa': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "*.house.example", "'nas': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "a.co.uk", "'b.co.uk': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "*.a.co.uk", "'b.co.uk': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "house.example", "'nas.lan.house.example': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "*.house.example", "'10.0.0.1': 'http://10.0.0.20'")]
    [InlineData("'Https': '*:443'", "*.house.example", "'*': 'http://10.0.0.20'")]
    [InlineData("'Http': '*:80'", "*.house.example", "'house.example': 'http://10.0.0.20'")]
    public async Task One_with_a_certificate_or_of_another_domain_is_not(
        string listen, string certificate, string site) => Assert.Empty(await LintAsync(listen, certificate, site));

    private static async Task<string[]> LintAsync(string listen, string certificate, string site)
    {
        var request = ConfigText.Request with
        {
            Certificates = new(
                _ => [new FoundCertificate("/full/a.crt", [certificate], s_now.AddDays(60))], s_now,
                TimeSpan.FromDays(14)),
        };
        var result = await ConfigText.WithNodesAsync(
            $"'Tls': {{ 'Certificates': '/full' }}, 'Listen': {{ {listen} }}, 'Sites': {{ {site} }}", request);
        _ = ConfigText.Valid(result);
        return [.. result.Warnings.Where(found => found.Id == "uncovered-host").Select(found => found.ToString())];
    }
}
