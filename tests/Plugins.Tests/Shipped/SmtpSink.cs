using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Plugins.Tests.Shipped;

/// <summary>A mail server that keeps what it gets. It speaks as real ones do: a greeting and capabilities in several
/// lines, STARTTLS, no login without TLS.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly string? _refused;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    /// <param name="certificate">For STARTTLS; none: it is not offered.</param>
    /// <param name="isImplicit">TLS from the first byte.</param>
    /// <param name="refused">The command that it refuses.</param>
    public SmtpSink(X509Certificate2? certificate = null, bool isImplicit = false, string? refused = null)
    {
        (_certificate, _refused) = (certificate, refused);
        _listener.Start(backlog: 512);
        _serving = ServeAsync(isImplicit);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends with the first conversation.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Every command, and every line of a mail.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync(bool isImplicit)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                Stream stream = client.GetStream();
                stream = isImplicit ? await SecureAsync(stream) : stream;
                await TalkAsync(stream, isImplicit);
            }
            catch (Exception gone) when (gone is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client hung up; its test knows why.
            }

            _ended.TrySetResult();
        }
    }

    private async Task TalkAsync(Stream stream, bool isSecure)
    {
        await SayAsync(stream, "220-sink\r\n220 ready");
        while (await HearAsync(stream) is { } line)
        {
            var verb = line.Split(' ', ':')[0];
            if (verb == _refused)
            {
                await SayAsync(stream, "550 not you");
                continue;
            }

            await SayAsync(stream, verb switch
            {
                "EHLO" => isSecure || _certificate is null ? "250-sink\r\n250-SIZE 1000000\r\n250 AUTH PLAIN" : "250-sink\r\n250 STARTTLS",
                "STARTTLS" => _certificate is null ? "502 what?" : "220 go",
                "AUTH" => isSecure ? "235 welcome" : "538 not in clear text",
                "MAIL" or "RCPT" => "250 fine",
                "DATA" => "354 tell",
                "QUIT" => "221 bye",
                _ => "500 what?",
            });
            switch (verb)
            {
                case "STARTTLS" when _certificate is not null:
                    stream = await SecureAsync(stream);
                    isSecure = true;
                    break;
                case "DATA":
                    while (await HearAsync(stream) is not (null or "."))
                    {
                        // The mail, line by line, is kept by the reading.
                    }

                    await SayAsync(stream, "250 kept");
                    break;
                case "QUIT":
                    return;
            }
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate };
        await tls.AuthenticateAsServerAsync(options, _stop.Token);
        return tls;
    }

    private async Task SayAsync(Stream stream, string lines) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(lines + "\r\n"), _stop.Token);

    /// <summary>Byte by byte, so that nothing of TLS is read too early.</summary>
    private async Task<string?> HearAsync(Stream stream)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (await stream.ReadAsync(next, _stop.Token) > 0)
        {
            if (next[0] == '\n')
            {
                var text = Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
                Lines.Enqueue(text);
                return text;
            }

            line.Add(next[0]);
        }

        return null;
    }
}
