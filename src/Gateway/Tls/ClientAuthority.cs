using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>Lets in the clients that some authorities vouch for, and on request nobody else.</summary>
internal sealed class ClientAuthority
{
    private readonly X509Certificate2Collection _authorities = [];
    private readonly ClientCertificateConfig _config;

    /// <summary>Takes what was read.</summary>
    public ClientAuthority(ClientCertificateConfig config)
    {
        _authorities.ImportFromPem(config.Authorities);
        _config = config;
        Trust = SslCertificateTrust.CreateForX509Collection(_authorities, sendTrustInHandshake: true);
    }

    /// <summary>The names of the authorities, for the client to choose its certificate by.</summary>
    public SslCertificateTrust Trust { get; }

    /// <summary>Whether it lets in the same clients as another: who came in by the one may use the other.</summary>
    public bool IsLike(ClientAuthority other) => _config == other._config;

    /// <summary>Makes a handshake ask for a certificate.</summary>
    public void Apply(SslServerAuthenticationOptions options)
    {
        options.ClientCertificateRequired = true;
        // A session remembers who the client was, but not by whose word.
        options.AllowTlsResume = false;
        options.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        options.RemoteCertificateValidationCallback = (_, certificate, _, problems) =>
            certificate is null ? !_config.IsRequired : problems == SslPolicyErrors.None;
    }
}
