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

    /// <summary>Whether it lets in a client that came in by the word of another one, such as that before a
    /// reload.</summary>
    /// <param name="certificate">The client's, which it has proven to be its own; null when it has shown
    /// none.</param>
    public bool Accepts(X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            return !_config.IsRequired;
        }

        using var chain = new X509Chain { ChainPolicy = Policy() };
        // clientAuth (RFC 5280 section 4.2.1.12), as a handshake wants it.
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        return chain.Build(certificate);
    }

    /// <summary>Makes a handshake ask for a certificate.</summary>
    public void Apply(SslServerAuthenticationOptions options)
    {
        options.ClientCertificateRequired = true;
        // A session remembers who the client was, but not by whose word.
        options.AllowTlsResume = false;
        options.CertificateChainPolicy = Policy();
        options.RemoteCertificateValidationCallback = (_, certificate, _, problems) =>
            certificate is null ? !_config.IsRequired : problems == SslPolicyErrors.None;
    }

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }
}
