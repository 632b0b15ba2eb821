using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;
using Gateway.Proxy.Streams;
using Gateway.Tls;

namespace Gateway.Proxy;

/// <summary>Asks the proxy the way a client does: a new TCP connection to its own listener, a full TLS handshake, a
/// request. What a client would not get, this does not get either.</summary>
internal sealed class ProxySelfTest : IDisposable
{
    private readonly SelfTestResponder _responder;
    private readonly CurrentCertificates _certificates;
    private readonly ProxyHeaderGate _headers;
    private volatile ListenEndpoint _target;
    private readonly HttpMessageInvoker _client;

    /// <summary>Connects to nothing yet.</summary>
    /// <param name="responder">The other end, for its secret.</param>
    /// <param name="certificates">What the listener must show.</param>
    /// <param name="headers">Who must begin with a PROXY header.</param>
    /// <param name="target">The listener, at an address that is always this machine's.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handler.")]
    public ProxySelfTest(
        SelfTestResponder responder, CurrentCertificates certificates, ProxyHeaderGate headers, ListenEndpoint target)
    {
        _responder = responder;
        _certificates = certificates;
        _headers = headers;
        _target = target;
        _client = new(CreateHandler(), disposeHandler: true);
    }

    /// <summary>The listener, at an address that is always this machine's.</summary>
    public ListenEndpoint Target
    {
        get => _target;
        set => _target = value;
    }

    /// <summary>Makes one request. The caller sets the deadline.</summary>
    /// <returns>Null when all is well, else what is wrong.</returns>
    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        var nonce = RandomNumberGenerator.GetHexString(32);
        using var request = CreateRequest(nonce);
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            return Judge(response, nonce);
        }
        catch (HttpRequestException e)
        {
            var server = request.RequestUri!.GetLeftPart(UriPartial.Authority);
            return $"no answer from {server}: {e.GetBaseException().Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private HttpRequestMessage CreateRequest(string nonce)
    {
        var scheme = _target.Scheme == ListenScheme.Https ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var uri = new Uri($"{scheme}://{_target.EndPoint}{SelfTestResponder.Path}");
        var request = new HttpRequestMessage(HttpMethod.Get, uri) { Version = HttpVersion.Version11 };
        request.Headers.Add(SelfTestResponder.SecretHeader, _responder.Secret);
        request.Headers.Add(SelfTestResponder.NonceHeader, nonce);
        return request;
    }

    private string? Judge(HttpResponseMessage response, string nonce)
    {
        var isOurs = response.Headers.TryGetValues(SelfTestResponder.NonceHeader, out var echo)
            && echo.SequenceEqual([nonce]);
        if (isOurs && response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return "the route table is empty, though routes are configured";
        }

        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            var status = (int)response.StatusCode;
            return $"{_target.EndPoint} answers {status} instead of 204: another program listens there";
        }

        return isOurs
            ? null
            : $"{_target.EndPoint} answers 204 without the number it was given: another program listens there";
    }

    // Nothing is kept from one probe to the next, neither connection nor TLS session: accepting is what is tested.
    private SocketsHttpHandler CreateHandler() => new()
    {
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = ConnectAsync,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        SslOptions = new()
        {
            AllowTlsResume = false,
            CertificateChainPolicy = new()
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
                // The certificate is known: the roots of the machine need not be gone through.
                TrustMode = X509ChainTrustMode.CustomRootTrust,
            },
            RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOurs(certificate),
        },
    };

    // With a balancer on this machine, loopback is an address that must begin with a header: this one says that nobody
    // else is spoken for.
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns it, or the catch ends it.")]
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            if (_headers.Expects(socket.LocalEndPoint))
            {
                var header = ProxyHeaderText.Write(ProxyProtocolVersion.V2, source: null, destination: null);
                _ = await socket.SendAsync(header, cancellationToken);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsOurs(X509Certificate? certificate) =>
        certificate is not null && _certificates.Store.Contains(certificate);
}
