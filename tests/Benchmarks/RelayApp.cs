using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Benchmarks;

/// <summary>How little a program on .NET's TLS may do with a request: SslStream on a socket, and behind it the bytes of
/// the upstream as they come. HTTP itself is left out, but for where a request and an answer end.</summary>
/// <remarks>HTTP/1 only; requests without a body, one at a time; answers with a Content-Length.</remarks>
internal static class RelayApp
{
    /// <summary>The subcommand.</summary>
    public const string Name = "relay";

    private const int MostOfHead = 4 * 1024;
    private const int PieceBytes = 64 * 1024;
    private const int Backlog = 4096;

    private static readonly ConcurrentStack<Socket> s_upstreams = new();

    /// <summary>Serves until the process ends.</summary>
    public static async Task RunAsync(int port, string upstream, string certificate, string key)
    {
        using var pem = X509Certificate2.CreateFromPemFile(certificate, key);
        var terms = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(pem, null, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
        using var listener = NewSocket();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(Backlog);
        while (true)
        {
            _ = ServeAsync(await listener.AcceptAsync(), new Uri(upstream).Port, terms);
        }
    }

    private static Socket NewSocket() => new(SocketType.Stream, ProtocolType.Tcp);

    private static async Task ServeAsync(Socket client, int upstreamPort, SslServerAuthenticationOptions terms)
    {
        client.NoDelay = true;
        await using var tls = new SslStream(new NetworkStream(client, ownsSocket: true));
        try
        {
            await tls.AuthenticateAsServerAsync(terms);
            var head = new byte[MostOfHead];
            while (await ReadHeadAsync(tls, head) is > 0 and var length)
            {
                var upstream = await TakeUpstreamAsync(upstreamPort);
                try
                {
                    _ = await upstream.SendAsync(head.AsMemory(0, length));
                    await RelayAnswerAsync(upstream, tls);
                }
                catch
                {
                    // The rest of the answer would be taken for the next.
                    upstream.Dispose();
                    throw;
                }

                s_upstreams.Push(upstream);
            }
        }
        catch (Exception over) when (over is IOException or SocketException or AuthenticationException)
        {
            // The client went, which is how runs end; h2load counts what it misses.
        }
    }

    private static async ValueTask<Socket> TakeUpstreamAsync(int port)
    {
        while (s_upstreams.TryPop(out var kept))
        {
            if (!kept.Poll(TimeSpan.Zero, SelectMode.SelectRead))
            {
                return kept;
            }

            // It has nothing to say unasked but that it closes: it idled for too long.
            kept.Dispose();
        }

        var upstream = NewSocket();
        upstream.NoDelay = true;
        await upstream.ConnectAsync(IPAddress.Loopback, port);
        return upstream;
    }

    /// <returns>Its length; 0 at the end of the stream.</returns>
    private static async ValueTask<int> ReadHeadAsync(SslStream tls, byte[] head)
    {
        for (var length = 0; ;)
        {
            var more = await tls.ReadAsync(head.AsMemory(length));
            length += more;
            if (more == 0 || head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                return more == 0 ? 0 : length;
            }
        }
    }

    private static async ValueTask RelayAnswerAsync(Socket upstream, SslStream tls)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (long? left = null; left is not 0;)
            {
                var length = await upstream.ReceiveAsync(piece.AsMemory(0, PieceBytes));
                if (length == 0)
                {
                    throw new IOException("The upstream has closed its connection within an answer.");
                }

                left = (left ?? AnswerLength(piece.AsSpan(0, length))) - length;
                await tls.WriteAsync(piece.AsMemory(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    // Its head with it, which comes in one piece.
    private static long AnswerLength(ReadOnlySpan<byte> start)
    {
        var field = "Content-Length: "u8;
        var (at, end) = (start.IndexOf(field), start.IndexOf("\r\n\r\n"u8));
        return at >= 0 && end > at && Utf8Parser.TryParse(start[(at + field.Length)..], out long body, out _)
            ? end + "\r\n\r\n"u8.Length + body
            : throw new IOException("The answer says no Content-Length.");
    }
}
