using System.Threading.Channels;
using Gateway.Tests.Proxy;
using Gateway.Tls;
using Shared;

namespace Gateway.Tests.Tls;

/// <summary>Facts about certificates that expire (issue 4, point 7: certificate expiring).</summary>
public sealed class ExpiryWatchTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly RecordedLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_certificate_is_spoken_of_every_day_of_its_last_two_weeks()
    {
        var told = Channel.CreateUnbounded<(string, string)>();
        var certificate = TestCertificate.Internal(time.GetUtcNow());
        using var watch = new ExpiryWatch(
            new(new([certificate])), (source, why) => told.Writer.TryWrite((source, why)), time, log.Of<ExpiryWatch>());
        time.Advance(certificate.NotAfter - time.GetUtcNow() - ExpiryWatch.Notice - TimeSpan.FromHours(1));

        await watch.StartAsync(CancellationToken.None);
        await time.TimersAsync(1);
        Assert.Equal(0, told.Reader.Count);
        time.Advance(TimeSpan.FromDays(1));
        var first = await told.Reader.ReadAsync();
        await time.TimersAsync(1);
        time.Advance(TimeSpan.FromDays(14));
        var last = await told.Reader.ReadAsync();
        await watch.StopAsync(CancellationToken.None);

        Assert.Equal(certificate.Source, first.Item1);
        Assert.EndsWith("in 13 day(s)", first.Item2, StringComparison.Ordinal);
        Assert.Contains(" expired on ", last.Item2, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.StartsWith("Warning: Certificate ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_internal_authority_that_has_expired_is_spoken_of_though_what_it_issues_is_valid()
    {
        var told = Channel.CreateUnbounded<(string, string)>();
        var authority = InternalAuthority.Create("test", time.GetUtcNow());
        time.Advance(authority.NotAfter - time.GetUtcNow() + TimeSpan.FromDays(1));
        var leaf = authority.Issue("internal", ["site.example.com"], [], time.GetUtcNow());
        using var watch = new ExpiryWatch(
            new(new([leaf]) { InternalAuthority = authority }), (source, why) => told.Writer.TryWrite((source, why)),
            time, log.Of<ExpiryWatch>());

        await watch.StartAsync(CancellationToken.None);
        var (subject, sentence) = await told.Reader.ReadAsync(RunningProxy.Timeout);
        await watch.StopAsync(CancellationToken.None);

        Assert.Equal("Gateway internal CA (test)", subject);
        Assert.StartsWith("the certificate for the internal CA expired on ", sentence, StringComparison.Ordinal);
        Assert.StartsWith(
            "Warning: The internal CA Gateway internal CA (test) is valid until ", Assert.Single(log.Lines),
            StringComparison.Ordinal);
    }
}
