using Gateway.Tls;

namespace Gateway.Doctor;

/// <summary>The certificates of the configuration.</summary>
internal static class CertificateExamination
{
    /// <summary>Looks.</summary>
    public static IEnumerable<Finding> Examine(MachineView view)
    {
        foreach (var sentence in view.BadCertificates)
        {
            yield return Finding.Failure("certificate-unusable", "Tls", sentence, "gateway check");
        }

        foreach (var one in view.Certificates)
        {
            var names = string.Join(", ", one.Names);
            if (one.NotAfter <= view.Now)
            {
                yield return Finding.Failure("certificate-expired", one.Source,
                    FormattableString.Invariant($"the certificate for {names} expired on {one.NotAfter:yyyy-MM-dd}"),
                    "Renew it: certbot renew, or whatever renews yours; a new file is taken up by itself");
            }
            else if (one.NotAfter - view.Now <= ExpiryWatch.Notice)
            {
                yield return Finding.Warning("certificate-expires", one.Source,
                    FormattableString.Invariant(
                        $"the certificate for {names} expires in {(one.NotAfter - view.Now).Days} day(s)"),
                    "See why it was not renewed: systemctl list-timers; certbot renew --dry-run");
            }
        }
    }
}
