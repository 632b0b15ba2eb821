using System.Net.Security;
using System.Text;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Proxy;

/// <summary>Clients that may have a certificate.</summary>
internal static class MutualTls
{
    /// <summary>All of the answer to a request over a connection of its own.</summary>
    public static async Task<string> AskAsync(
        this RunningProxy proxy, string? serverName, string host, TestCertificate? client)
    {
        await using var tls = await proxy.ConnectAsAsync(client, serverName);
        var request = $"GET / HTTP/1.1\r\nHost: {host}\r\nX-Client-Cert-Subject: admin\r\nClient-Cert: :admin:\r\n"
            + "X-Client-Verify: admin\r\nConnection: close\r\n\r\n";
        await tls.WriteAsync(Encoding.ASCII.GetBytes(request), RunningProxy.Timeout);
        using var answer = new StreamReader(tls);
        return await answer.ReadToEndAsync(RunningProxy.Timeout);
    }

    /// <summary>A connection by a client's certificate, or none, shown with those of its issuers.</summary>
    public static async Task<SslStream> ConnectAsAsync(
        this RunningProxy proxy, TestCertificate? client, string? serverName, params TestCertificate[] issuers)
    {
        var tls = new SslStream(await proxy.ConnectAsync(RunningProxy.Timeout));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = serverName,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
                ClientCertificateContext = client is null
                    ? null
                    : SslStreamCertificateContext.Create(
                        client.Load(), [.. issuers.Select(issuer => issuer.Load())], offline: true),
            },
            RunningProxy.Timeout);
        return tls;
    }

    /// <summary>The first line of the answer to a request; it must be chunked.</summary>
    public static async Task<string?> StatusAsync(this SslStream tls, StreamReader reader, string host)
    {
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        var status = await reader.ReadLineAsync(RunningProxy.Timeout);
        // To the last chunk.
        while (await reader.ReadLineAsync(RunningProxy.Timeout) is not "0")
        {
        }

        _ = await reader.ReadLineAsync(RunningProxy.Timeout);
        return status;
    }

    /// <summary>Asks, and is not let in.</summary>
    public static async Task RefusedAsync(Func<Task<string>> ask)
    {
        // TLS 1.3: the client is done before the server has looked at its certificate.
        var refused = await Record.ExceptionAsync(async () => Assert.Equal("", await ask()));
        Assert.True(
            refused is null or IOException or System.Security.Authentication.AuthenticationException,
            refused?.ToString());
    }
}
