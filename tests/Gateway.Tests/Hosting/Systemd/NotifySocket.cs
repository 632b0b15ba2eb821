using System.Net.Sockets;
using System.Text;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Hosting.Systemd;

/// <summary>systemd's end of sd_notify: a real datagram socket.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket(bool isAbstract = false)
    {
        var path = Path.Combine(_folder.Path, "notify");
        Address = isAbstract ? $"@{path}" : path;
        _socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{path}" : path));
    }

    /// <summary>As in NOTIFY_SOCKET.</summary>
    public string Address { get; }

    /// <summary>The next message; waits for it.</summary>
    public async Task<string> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[4096];
        var length = await _socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _folder.Dispose();
    }
}
