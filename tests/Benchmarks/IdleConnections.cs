using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Benchmarks;

/// <summary>Many TLS connections that have asked once and keep silent.</summary>
internal sealed class IdleConnections : IAsyncDisposable
{
    private const int AtOnce = 16;

    private readonly List<SslStream> _open = [];

    /// <summary>Opens them.</summary>
    /// <exception cref="BenchmarkException">One was refused.</exception>
    public static async Task<IdleConnections> OpenAsync(int port, int count)
    {
        var all = new IdleConnections();
        var left = count;
        async Task OpenSomeAsync()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var stream = await OpenOneAsync(port);
                lock (all._open)
                {
                    all._open.Add(stream);
                }
            }
        }

        try
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => OpenSomeAsync()));
            return all;
        }
        catch (Exception refused) when (refused is IOException or SocketException or AuthenticationException)
        {
            var opened = all._open.Count;
            await all.DisposeAsync();
            throw new BenchmarkException(
                $"After {opened} connections: {refused.Message} (`ulimit -n` must be above {2 * count}.)");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _open)
        {
            await stream.DisposeAsync();
        }
    }

    private static async Task<SslStream> OpenOneAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            // Whose certificate it is does not matter here.
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        });
        await stream.WriteAsync("HEAD /1k HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        var (buffer, answer) = (new byte[4096], new StringBuilder());
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            _ = read > 0
                ? answer.Append(Encoding.ASCII.GetString(buffer, 0, read))
                : throw new IOException("the proxy closed the connection");
        }

        return stream;
    }
}
