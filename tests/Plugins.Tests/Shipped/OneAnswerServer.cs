using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Plugins.Tests.Shipped;

/// <summary>A server that keeps what it hears, gives every client the same answer, and hangs up.</summary>
internal sealed class OneAnswerServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly string _answer;
    private readonly Task _serving;

    public OneAnswerServer(string answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start(backlog: 512);
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Requests with their bodies, in order.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    /// <summary>An answer in HTTP.</summary>
    public static OneAnswerServer Http(
        string status, string headers = "", string body = "", X509Certificate2? certificate = null) =>
        new(
            $"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}",
            certificate);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                await AnswerAsync(client.GetStream());
            }
            catch (Exception gone) when (gone is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client did not like it here; that is what its test wants to see.
            }
        }
    }

    private async Task AnswerAsync(Stream stream)
    {
        if (_certificate is not null)
        {
            var tls = new SslStream(stream);
            var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate };
            await tls.AuthenticateAsServerAsync(options, _stop.Token);
            stream = tls;
        }

        var buffer = new byte[16 * 1024];
        var heard = "";
        while (!IsWhole(heard))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return;
            }

            heard += Encoding.UTF8.GetString(buffer, 0, count);
        }

        Heard.Enqueue(heard);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_answer), _stop.Token);
        await stream.DisposeAsync();
    }

    /// <summary>A line; in HTTP, all headers and as much of a body as they say.</summary>
    private static bool IsWhole(string heard)
    {
        if (!heard.Contains("HTTP/1.1", StringComparison.Ordinal))
        {
            return heard.EndsWith('\n');
        }

        const string Length = "Content-Length: ";
        var end = heard.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var line = heard.Split("\r\n").FirstOrDefault(line => line.StartsWith(Length, StringComparison.OrdinalIgnoreCase));
        var length = line is null ? 0 : int.Parse(line[Length.Length..], null);
        return end >= 0 && Encoding.UTF8.GetByteCount(heard[(end + 4)..]) >= length;
    }
}
