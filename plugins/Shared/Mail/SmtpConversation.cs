using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Shared.Trust;

namespace Shared.Mail;

/// <summary>One conversation with a mail server (RFC 5321).</summary>
/// <param name="host">The server, by its name or address.</param>
/// <param name="security">How the conversation is protected.</param>
/// <param name="caFile">A PEM file with the only authorities to trust; null for those of the system.</param>
internal sealed class SmtpConversation(string host, SmtpTls security, string? caFile) : IAsyncDisposable
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

    /// <summary>Connects, and makes it as secure as was asked for.</summary>
    /// <param name="port">The server's port; null for the usual one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SmtpException">The server refuses, or offers no TLS.</exception>
    public async Task OpenAsync(int? port, CancellationToken cancellationToken)
    {
        var usual = security switch
        {
            SmtpTls.StartTls => 587,
            SmtpTls.Implicit => 465,
            _ => 25,
        };
        await _socket.ConnectAsync(host, port ?? usual, cancellationToken);
        _stream = new NetworkStream(_socket);
        if (security == SmtpTls.Implicit)
        {
            await SecureAsync(cancellationToken);
        }

        await ExpectAsync("the greeting", '2', cancellationToken);
        await SayAsync(Hello, '2', cancellationToken);
        if (security == SmtpTls.StartTls)
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
    /// <param name="from">The sender's address.</param>
    /// <param name="to">The receivers' addresses.</param>
    /// <param name="mail">Header and body, without a line that is a dot alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SendAsync(
        string from, IEnumerable<string> to, string mail, CancellationToken cancellationToken)
    {
        await SayAsync($"MAIL FROM:<{from}>", '2', cancellationToken);
        foreach (var address in to)
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
            TargetHost = host,
            CertificateChainPolicy = AuthorityFile.PolicyOf(caFile),
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
                throw new SmtpException($"{host} answers {shown} with: {line}");
            }

            if (line.Length == 3 || line[3] == ' ')
            {
                return;
            }
        }

        throw new SmtpException($"{host} answers {shown} without end");
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
                    ? $"{host} sends a line without end"
                    : $"{host} hung up");
            }
        }
    }
}
