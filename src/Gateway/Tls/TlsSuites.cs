using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using Gateway.Vrrp.Linux;

namespace Gateway.Tls;

/// <summary>The suites of TLS 1.2: ephemeral keys and authenticated encryption, as RFC 9325 section 4.2 recommends;
/// none of CBC. TLS 1.3 has no others. And one session ticket for a handshake of TLS 1.3 (RFC 8446 section 4.6.1),
/// where OpenSSL makes two: each costs some percent of it, and the next handshake brings another.</summary>
/// <remarks>.NET's own way, a <see cref="CipherSuitesPolicy"/>, costs every client its resumption: the runtime shares
/// no SSL_CTX between handshakes then. So OpenSSL itself is told, and with it every TLS connection of the process: an
/// upstream that has neither TLS 1.3 nor one of these suites cannot be reached.</remarks>
internal static class TlsSuites
{
    private const string Application = "gateway";

    private const string Configuration =
        """
        gateway = gateway_modules
        [gateway_modules]
        ssl_conf = gateway_tls
        [gateway_tls]
        system_default = gateway_suites
        [gateway_suites]
        CipherString = ECDHE+AESGCM:ECDHE+CHACHA20
        NumTickets = 1

        """;

    private static readonly Lazy<bool> Restricted = new(() => CryptoConfiguration.TryAdd(Application, Configuration));

    /// <summary>Restricts OpenSSL, once. BEFORE the first TLS connection of the process.</summary>
    /// <returns>False when it cannot be: then <see cref="Policy"/> must do.</returns>
    public static bool Restrict() => Restricted.Value;

    /// <summary>The suites for a handshake; null when OpenSSL knows them by itself, which is nearly always.</summary>
    [SuppressMessage("Interoperability", "CA1416", Justification = "The program runs on Linux alone.")]
    public static CipherSuitesPolicy? Policy => Restrict() ? null : new(
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ]);
}
