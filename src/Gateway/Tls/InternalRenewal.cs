namespace Gateway.Tls;

/// <summary>Looks every hour whether a certificate of the internal authority is to be renewed. Connections keep theirs,
/// new handshakes get the new one.</summary>
/// <param name="certificates">The certificates in force.</param>
/// <param name="renew">Loads them anew. Must not throw.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears it.</param>
internal sealed class InternalRenewal(
    CurrentCertificates certificates,
    Func<CancellationToken, Task> renew,
    TimeProvider time,
    ILogger<InternalRenewal> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (certificates.Store.Certificates.Any(IsDue))
            {
                logger.RenewingInternal(InternalAuthority.RenewalTime.TotalDays);
                await renew(stoppingToken);
            }
        }
    }

    private bool IsDue(SiteCertificate certificate) =>
        certificate.IsInternal && certificate.NotAfter - time.GetUtcNow() <= InternalAuthority.RenewalTime;
}
