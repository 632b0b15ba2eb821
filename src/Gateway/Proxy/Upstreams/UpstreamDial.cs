using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Gateway.Proxy.Upstreams;

/// <summary>Makes the connections to destinations. .NET alone asks for the name in <c>Host</c>, and wants it in the
/// certificate; here that is the client's host, of which the upstream need not know. The name is that of the
/// destination's address, unless the configuration chose a <c>Host</c> for it.</summary>
/// <param name="terms">What is asked of certificates, and the versions of TLS.</param>
internal sealed class UpstreamDial(SslClientAuthenticationOptions terms)
{
    /// <summary>Connects; with TLS to one of <c>https</c>.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns it, or the catch ends it.")]
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            var request = context.InitialRequestMessage;
            if (request.RequestUri?.Scheme == Uri.UriSchemeHttps)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await tls.AuthenticateAsClientAsync(
                    OptionsFor(request, context.DnsEndPoint.Host), cancellationToken);
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

    // As SocketsHttpHandler does it: HTTP/2 where the request may be of it, alone where it must be.
    private SslClientAuthenticationOptions OptionsFor(HttpRequestMessage request, string address)
    {
        var isOf2 = request.Version >= HttpVersion.Version20;
        var may2 = isOf2 || request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher;
        var must2 = isOf2 && request.VersionPolicy != HttpVersionPolicy.RequestVersionOrLower;
        return new()
        {
            TargetHost = NameFor(request, address),
            EnabledSslProtocols = terms.EnabledSslProtocols,
            RemoteCertificateValidationCallback = terms.RemoteCertificateValidationCallback,
            ClientCertificates = terms.ClientCertificates,
            CertificateRevocationCheckMode = terms.CertificateRevocationCheckMode,
            // RFC 9113 section 9.2.1.
            AllowRenegotiation = !may2,
            ApplicationProtocols = must2 ? [SslApplicationProtocol.Http2]
                : may2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]
                : null,
        };
    }
}
