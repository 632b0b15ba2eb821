using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Gateway.Tls;

/// <summary>Tries whether a certificate can serve: a whole handshake with oneself, in memory. OpenSSL serves none with
/// a key that is too short or a digest that is too old (<c>SSL_CTX_set_security_level(3)</c>), and says so to nobody
/// before the first client.</summary>
internal static class HandshakeTrial
{
    // It takes a millisecond or two. A machine may be asleep for longer, and a certificate is not to blame for that.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    /// <summary>Ends when a client got through.</summary>
    /// <param name="options">What clients are answered with.</param>
    /// <exception cref="CryptographicException">None gets through, and why.</exception>
    public static void Run(SslServerAuthenticationOptions options) => RunAsync(options).GetAwaiter().GetResult();

    [SuppressMessage("Security", "CA5359", Justification = "Who is to be trusted is not the question.")]
    private static async Task RunAsync(SslServerAuthenticationOptions options)
    {
        var (one, other) = LoopbackStream.Pair();
        var client = new SslStream(one);
        var asking = Task.CompletedTask;
        try
        {
            await using var server = new SslStream(other);
            asking = client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "trial.invalid",
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            });
            await server.AuthenticateAsServerAsync(options).WaitAsync(s_limit);
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException or TimeoutException)
        {
            var reason = failed.GetBaseException().Message.TrimEnd('.');
            throw new CryptographicException(
                $"TLS refuses it ({reason}); have it issued anew, with a key of the curve P-256 or of 2048 bits, and "
                + "SHA-256.",
                failed);
        }
        finally
        {
            // The server's end is closed: whatever it waited for has come.
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await client.DisposeAsync();
        }
    }
}
