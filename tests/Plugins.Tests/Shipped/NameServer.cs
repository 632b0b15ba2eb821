using System.Net;
using System.Net.Sockets;

namespace Plugins.Tests.Shipped;

/// <summary>A name server that answers every question alike.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<byte[], byte[]?> _answer;
    private readonly Task _serving;

    private NameServer(Func<byte[], byte[]?> answer)
    {
        _answer = answer;
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    /// <summary>With these addresses, behind an alias as large sites have it.</summary>
    public static NameServer With(params string[] addresses) => new(query => Answer(query, code: 0, addresses));

    /// <summary>With a code of failure.</summary>
    public static NameServer Refusing(int code) => new(query => Answer(query, code, []));

    /// <summary>With whatever; null: silence.</summary>
    public static NameServer Saying(Func<byte[], byte[]?> answer) => new(answer);

    public static byte[] Answer(byte[] query, int code, params string[] addresses)
    {
        var alias = addresses.Length > 0 ? 1 : 0;
        var answer = new List<byte>(query) 
        {
            [2] = 0x81,
            [3] = (byte)(0x80 | code),
            [7] = (byte)(addresses.Length + alias),
        };
        if (alias > 0)
        {
            // The question's name is an alias of "a" below itself.
            answer.AddRange([0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 4, 1, (byte)'a', 0xC0, 12]);
        }

        foreach (var address in addresses.Select(IPAddress.Parse))
        {
            var bytes = address.GetAddressBytes();
            var type = (byte)(bytes.Length == 4 ? 1 : 28);
            answer.AddRange([0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, (byte)bytes.Length, .. bytes]);
        }

        return [.. answer];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var question = await _socket.ReceiveAsync(_stop.Token);
            if (_answer(question.Buffer) is { } answer)
            {
                await _socket.SendAsync(answer, question.RemoteEndPoint, _stop.Token);
            }
        }
    }
}
