using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Shared.Trust;

namespace Smtp;

/// <summary>One conversation with a mail server (RFC 5321).</summary>
internal sealed class SmtpConversation(SmtpSettings settings) : IAsyncDisposable
{
    private const int LongestLine = 2048;
    private const int MostLines = 100;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[LongestLine];
    private Stream? _stream;
    private int _start;
    private int _end;

    /// <summary>By its address: who has no full name introduces itself so (RFC 5321 section 4.1.3).</summary>
    private string Hello
    {
        get
        {
            var own = ((IPEndPoint)_socket.LocalEndPoint!).Address;
            own = own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own;
            return own.AddressFamily == AddressFamily.InterNetwork ? $"EHLO [{own}]"
                : $"EHLO [IPv6:{new IPAddress(own.GetAddressBytes())}]";
        }
    }

    /// <summary>Connects, and makes it as secure as the settings ask.</summary>
    /// <exception cref="SmtpException">The server refuses, or offers no TLS.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var port = settings.Port ?? settings.Tls switch
        {
            SmtpTls.StartTls => 587,
            SmtpTls.Implicit => 465,
            _ => 25,
        };
        await _socket.ConnectAsync(settings.Host, port, cancellationToken);
        _stream = new NetworkStream(_socket);
        if (settings.Tls == SmtpTls.Implicit)
        {
            await SecureAsync(cancellationToken);
        }

        await ExpectAsync("the greeting", '2', cancellationToken);
        await SayAsync(Hello, '2', cancellationToken);
        if (settings.Tls == SmtpTls.StartTls)
        {
            await SayAsync("STARTTLS", '2', cancellationToken);

            // What came with the answer came in clear text, from whoever (RFC 3207 section 6).
            (_start, _end) = (0, 0);
            await SecureAsync(cancellationToken);
            await SayAsync(Hello, '2', cancellationToken);
        }
    }

    /// <summary>Logs in (RFC 4616).</summary>
    public Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));
        return SayAsync($"AUTH PLAIN {secret}", '2', cancellationToken, "AUTH PLAIN");
    }

    /// <summary>Hands one mail over.</summary>
    public async Task SendAsync(string mail, CancellationToken cancellationToken)
    {
        await SayAsync($"MAIL FROM:<{settings.From}>", '2', cancellationToken);
        foreach (var address in settings.To)
        {
            await SayAsync($"RCPT TO:<{address}>", '2', cancellationToken);
        }

        await SayAsync("DATA", '3', cancellationToken);
        await SayAsync($"{mail}\r\n.", '2', cancellationToken, "the mail");
        await WriteAsync("QUIT", cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        _socket.Dispose();
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host,
            CertificateChainPolicy = AuthorityFile.PolicyOf(settings.CaFile),
        };
        var tls = new SslStream(_stream!);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
    }

    private async Task SayAsync(
        string line, char wanted, CancellationToken cancellationToken, string? shown = null)
    {
        await WriteAsync(line, cancellationToken);
        await ExpectAsync(shown ?? line, wanted, cancellationToken);
    }

    private async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        await _stream!.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    /// <summary>Reads a reply: "250-first", "250-next", "250 last" (RFC 5321 section 4.2.1).</summary>
    /// <param name="shown">What it answers, for the text of an error; never a secret.</param>
    /// <param name="wanted">The first digit of a good reply.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private async Task ExpectAsync(string shown, char wanted, CancellationToken cancellationToken)
    {
        for (var count = 0; count < MostLines; count++)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || line[0] != wanted)
            {
                throw new SmtpException($"{settings.Host} answers {shown} with: {line}");
            }

            if (line.Length == 3 || line[3] == ' ')
            {
                return;
            }
        }

        throw new SmtpException($"{settings.Host} answers {shown} without end");
    }

    /// <summary>One line, without control characters.</summary>
    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd();
                _start += length + 1;
                return string.Concat(line.Select(letter => char.IsControl(letter) ? ' ' : letter));
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = await _stream!.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            if (read == 0)
            {
                throw new SmtpException(_end == LongestLine
                    ? $"{settings.Host} sends a line without end"
                    : $"{settings.Host} hung up");
            }
        }
    }
}
