using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Plugins;
using Shared.Trust;

namespace Tls;

/// <summary>Shakes hands and looks at the certificate: time left, name and chain.</summary>
public sealed class TlsCheck : HealthCheck<TlsSettings>
{
    private string Name => Settings.Name ?? Settings.Host;

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate() => TlsRules.Problems(Settings);

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(Settings.Host, Settings.Port, cancellationToken);
            var stream = new NetworkStream(socket);
            await using (stream)
            {
                return await ShakeHandsAsync(stream, cancellationToken);
            }
        }
        catch (SocketException failed)
        {
            return HealthResult.Unhealthy($"{Settings.Host}:{Settings.Port}: {failed.Message}");
        }
        catch (Exception failed)
            when (failed is AuthenticationException or IOException or CryptographicException)
        {
            return HealthResult.Unhealthy($"no handshake: {failed.Message}");
        }
    }

    private async Task<HealthResult> ShakeHandsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var result = HealthResult.Unhealthy("it has no certificate");
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = Name,
            CertificateChainPolicy = Policy(),

            // Judged and not refused: the handshake ends well, and the text says all that is wrong.
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                if (certificate is X509Certificate2 seen)
                {
                    result = Judge(seen, Problem(seen, chain, errors));
                }

                return certificate is not null;
            },
        };
        var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        await using (tls)
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return result;
        }
    }

    private X509ChainPolicy Policy()
    {
        var policy = AuthorityFile.PolicyOf(Settings.CaFile);
        // Time left is judged below, by the clock of the context.
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return policy;
    }

    private string? Problem(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (Settings.VerifyName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"the certificate is for {certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)}, "
                + $"not for {Name}";
        }

        return Settings.VerifyChain && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? $"the chain is not trusted: {string.Join(", ", Statuses(chain))}"
            : null;
    }

    private static IEnumerable<X509ChainStatusFlags> Statuses(X509Chain? chain) =>
        chain?.ChainStatus.Select(status => status.Status)
            .Where(status => status != X509ChainStatusFlags.NotTimeValid).Distinct() ?? [];

    private HealthResult Judge(X509Certificate2 certificate, string? problem)
    {
        var now = Context.Time.GetUtcNow();
        var until = new DateTimeOffset(certificate.NotAfter);
        var days = (until - now).TotalDays;
        var date = until.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (problem is not null || certificate.NotBefore > now.LocalDateTime)
        {
            return HealthResult.Unhealthy(problem ?? "the certificate is not valid yet");
        }

        if (days <= 0)
        {
            return HealthResult.Unhealthy($"the certificate expired on {date}");
        }

        var left = string.Create(CultureInfo.InvariantCulture, $"expires on {date}, in {Math.Floor(days)} days");
        return days < Settings.Days ? HealthResult.Unhealthy(left)
            : days < Settings.DegradedDays ? HealthResult.Degraded(Settings.Demotion, left)
            : HealthResult.Healthy(left);
    }
}
