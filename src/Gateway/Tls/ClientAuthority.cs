using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>Lets in the clients that some authorities vouch for, and on request nobody else.</summary>
internal sealed class ClientAuthority
{
    private readonly X509Certificate2Collection _authorities = [];
    // By handshake, because all of them are answered with the same options.
    private readonly ConditionalWeakTable<object, ClientHandshake> _handshakes = [];
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
    /// <param name="issuers">Those that it has shown along with it, in DER.</param>
    public bool Accepts(X509Certificate2? certificate, params IEnumerable<byte[]> issuers)
    {
        if (certificate is null)
        {
            return !_config.IsRequired;
        }

        using var chain = new X509Chain { ChainPolicy = Policy() };
        foreach (var issuer in issuers)
        {
            _ = chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(issuer));
        }

        // clientAuth (RFC 5280 section 4.2.1.12), as a handshake wants it.
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        try
        {
            return chain.Build(certificate);
        }
        finally
        {
            foreach (var issuer in chain.ChainPolicy.ExtraStore)
            {
                issuer.Dispose();
            }
        }
    }

    /// <summary>Has it said what came of a handshake.</summary>
    /// <param name="stream">That of the handshake, which has just begun.</param>
    /// <param name="handshake">Hears it.</param>
    public void Follow(SslStream stream, ClientHandshake handshake) => _handshakes.AddOrUpdate(stream, handshake);

    /// <summary>Makes a handshake ask for a certificate.</summary>
    public void Apply(SslServerAuthenticationOptions options)
    {
        options.ClientCertificateRequired = true;
        // A session remembers who the client was, but not by whose word.
        options.AllowTlsResume = false;
        options.CertificateChainPolicy = Policy();
        options.RemoteCertificateValidationCallback = (stream, certificate, chain, problems) =>
        {
            var isLetIn = certificate is null ? !_config.IsRequired : problems == SslPolicyErrors.None;
            if (!_handshakes.TryGetValue(stream, out var handshake))
            {
                return isLetIn;
            }

            if (isLetIn)
            {
                handshake.Issuers = [.. chain?.ChainPolicy.ExtraStore.Select(issuer => issuer.RawData) ?? []];
            }
            else
            {
                handshake.Refuse(
                    certificate is null ? "it has shown no certificate" : $"its certificate is {WordsOf(chain)}");
            }

            return isLetIn;
        };
    }

    // RFC 5280 section 6.1: what the path to one of the authorities lacks.
    private static string WordsOf(X509Chain? chain)
    {
        var problems = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (sum, next) => sum | next.Status);
        return problems switch
        {
            { } some when some.HasFlag(X509ChainStatusFlags.PartialChain)
                || some.HasFlag(X509ChainStatusFlags.UntrustedRoot)
                // Of one with the same name.
                || some.HasFlag(X509ChainStatusFlags.NotSignatureValid) => "not from one of these authorities",
            { } some when some.HasFlag(X509ChainStatusFlags.NotTimeValid) => "not valid today",
            { } some when some.HasFlag(X509ChainStatusFlags.NotValidForUsage) => "not for clients (clientAuth)",
            _ => $"not good ({problems})",
        };
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
