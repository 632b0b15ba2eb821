using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Proxy.Upstreams;

/// <summary>Makes the connections to destinations. .NET alone asks for the name in <c>Host</c>, and wants it in the
/// certificate; here that is the client's host, of which the upstream need not know. The name is that of the
/// destination's address, unless the configuration chose a <c>Host</c> for it.</summary>
/// <param name="terms">The versions of TLS, and what is asked of certificates where nobody judges.</param>
/// <param name="trust">Judges certificates, and says what is wrong with one; null: by the terms.</param>
internal sealed class UpstreamDial(SslClientAuthenticationOptions terms, UpstreamTrust? trust)
{
    // Go's times. A destination that loses its power or its network while it works on a request is given up a minute
    // after its last byte; nothing else would tell.
    private const int QuietSeconds = 15;
    private const int Unanswered = 3;

    /// <summary>Connects; with TLS to one of <c>https</c>.</summary>
    /// <exception cref="AuthenticationException">TLS came to nothing; of a certificate the message says what is wrong
    /// with it.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns it, or the catch ends it.")]
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            AskWhenQuiet(socket);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            var request = context.InitialRequestMessage;
            if (request.RequestUri?.Scheme == Uri.UriSchemeHttps)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await AuthenticateAsync(
                    tls, OptionsFor(request, context.DnsEndPoint.Host), cancellationToken);
            }

            return stream;
        }
        catch
        {
            socket.Dispose();
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>The name that a connection asks for.</summary>
    /// <param name="request">The request that it is made for.</param>
    /// <param name="address">The host of the destination's address.</param>
    public static string NameFor(HttpRequestMessage request, string address)
    {
        if (request.Headers.Host is not { } host || KeptHost.IsOn(request))
        {
            return address;
        }

        // "[::1]:443", "app.example.com:443".
        var name = new HostString(host).Host;
        return name.StartsWith('[') ? name[1..^1] : name;
    }

    // tcp(7): while nothing comes, the kernel asks.
    private static void AskWhenQuiet(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, QuietSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, QuietSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Unanswered);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
    }

    // .NET says that its callback did not like the certificate: why, we know.
    private async Task AuthenticateAsync(
        SslStream tls, SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        var judge = trust is null ? null : new Judge(trust, options.TargetHost);
        if (judge is not null)
        {
            options.RemoteCertificateValidationCallback = judge.Accepts;
        }

        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
        }
        catch (AuthenticationException) when (judge?.Refusal is not null)
        {
            throw new AuthenticationException(judge.Refusal);
        }
    }

    // HTTP/2 where the request may be of it. Never alone: SocketsHttpHandler refuses the other version itself, where it
    // must, and a WebSocket falls back to it.
    private SslClientAuthenticationOptions OptionsFor(HttpRequestMessage request, string address)
    {
        var may2 = request.Version >= HttpVersion.Version20
            || request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher;
        return new()
        {
            TargetHost = NameFor(request, address),
            EnabledSslProtocols = terms.EnabledSslProtocols,
            RemoteCertificateValidationCallback = terms.RemoteCertificateValidationCallback,
            ClientCertificates = terms.ClientCertificates,
            CertificateRevocationCheckMode = terms.CertificateRevocationCheckMode,
            // RFC 9113 section 9.2.1.
            AllowRenegotiation = !may2,
            ApplicationProtocols = may2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : null,
        };
    }

    // Of one connection.
    private sealed class Judge(UpstreamTrust trust, string? name)
    {
        public string? Refusal { get; private set; }

        public bool Accepts(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
        {
            Refusal = trust.Refusal(name, shown, chain, errors);
            return Refusal is null;
        }
    }
}
