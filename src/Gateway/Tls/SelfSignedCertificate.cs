using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>A certificate of our own, for when there is no other: clients must be told to trust it, but TLS
/// works.</summary>
internal static class SelfSignedCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // Clients whose clock is behind ours must find it valid already.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);

    /// <summary>Makes a certificate (ECDSA P-256, valid one year from an hour ago) for the names in
    /// <paramref name="config"/>: the hosts of the routes, this node, localhost, and the addresses that are listened on
    /// or virtual.</summary>
    public static SiteCertificate Create(GatewayConfig config, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(SubjectOf(config.NodeName), key, HashAlgorithmName.SHA256);
        var extensions = request.CertificateExtensions;
        extensions.Add(SubjectAlternativeNames(config));
        extensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        extensions.Add(new X509EnhancedKeyUsageExtension([new(ServerAuthentication)], critical: false));
        var start = now - s_clockSkew;
        return new("self-signed", request.CreateSelfSigned(start, start + s_lifetime), []);
    }

    private static X500DistinguishedName SubjectOf(string nodeName)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("Gateway");
        subject.AddCommonName($"Gateway self-signed ({nodeName})");
        return subject.Build();
    }

    private static X509Extension SubjectAlternativeNames(GatewayConfig config)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in DnsNames(config).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        foreach (var address in Addresses(config).Distinct())
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }

    private static IEnumerable<string> DnsNames(GatewayConfig config) =>
        config.Routes.SelectMany(route => route.Match.Hosts ?? [])
            .Select(host => host.Split(':')[0])
            .Append(config.NodeName)
            .Append("localhost")
            .Where(IsDnsName);

    private static bool IsDnsName(string host) =>
        Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Dns;

    private static IEnumerable<IPAddress> Addresses(GatewayConfig config)
    {
        var listening = config.Listeners.Select(l => l.EndPoint.Address)
            .Where(a => !a.Equals(IPAddress.Any) && !a.Equals(IPAddress.IPv6Any));
        var virtualAddresses = config.Vrrp.VirtualRouters
            .SelectMany(router => router.Addresses.Select(a => a.Address).Append(router.SourceAddress))
            .Where(a => a.Length > 0)
            .Select(a => IPAddress.Parse(a.ToString()));
        return [IPAddress.Loopback, IPAddress.IPv6Loopback, .. listening, .. virtualAddresses];
    }
}
