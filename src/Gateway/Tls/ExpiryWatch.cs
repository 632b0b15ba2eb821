namespace Gateway.Tls;

/// <summary>Looks once a day for certificates that are about to expire, the internal authority's among them. Renewal is
/// somebody else's work: a certificate that is still here two weeks before its end was not renewed.</summary>
/// <param name="certificates">The certificates in force.</param>
/// <param name="tell">Told of each, by its source and a sentence, every day until replaced. Must not throw.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears it too.</param>
internal sealed class ExpiryWatch(
    CurrentCertificates certificates,
    Action<string, string> tell,
    TimeProvider time,
    ILogger<ExpiryWatch> logger) : BackgroundService
{
    /// <summary>How long before its end a certificate is spoken of.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Look();
            await Task.Delay(Period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look()
    {
        var (now, store) = (time.GetUtcNow(), certificates.Store);
        foreach (var certificate in store.Certificates.Where(c => c.NotAfter - now <= Notice))
        {
            var names = string.Join(", ", certificate.Names);
            logger.CertificateExpires(certificate.Source, names, certificate.NotAfter);
            tell(certificate.Source, Sentence(names, certificate.NotAfter, now));
        }

        // No certificate says it: what one that has expired issues is valid as long as ever, and trusted by nobody.
        if (store.InternalAuthority is { } authority && authority.NotAfter - now <= Notice)
        {
            logger.AuthorityExpires(authority.Name, authority.NotAfter);
            tell(authority.Name, Sentence("the internal CA", authority.NotAfter, now));
        }
    }

    private static string Sentence(string names, DateTimeOffset notAfter, DateTimeOffset now) => notAfter <= now
        ? FormattableString.Invariant($"the certificate for {names} expired on {notAfter:yyyy-MM-dd}")
        : FormattableString.Invariant(
            $"the certificate for {names} expires on {notAfter:yyyy-MM-dd}, in {(notAfter - now).Days} day(s)");
}
