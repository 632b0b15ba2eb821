using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>A destination on loopback: one delegate serves each connection.</summary>
internal sealed class TcpServer : IDisposable
{
    private readonly TcpListener _listener;
    private int _accepted;

    public TcpServer(Func<NetworkStream, Task> serve, int port = 0)
    {
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _ = AcceptAsync(serve);
    }

    public DnsEndPoint Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>Connections so far, probes among them.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Says a word first, then sends back what it gets, and ends when its client does.</summary>
    public static TcpServer Echo(string greeting = "") => new(async stream =>
    {
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting));
        await stream.CopyToAsync(stream);
    });

    /// <summary>A web server that says the value of a request's header in a header of its answer.</summary>
    public static TcpServer Mirror(string header, string answer) => new(async stream =>
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var value = "";
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            value = line.StartsWith(header + ": ", StringComparison.Ordinal) ? line[(header.Length + 2)..] : value;
        }

        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\n{answer}: {value}\r\nContent-Length: 0\r\n\r\n"));
    });

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync(Func<NetworkStream, Task> serve)
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _accepted);
                _ = ServeAsync(client, serve);
            }
            catch (Exception ended) when (ended
                is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private static async Task ServeAsync(TcpClient client, Func<NetworkStream, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or ObjectDisposedException)
            {
                // A probe says nothing and goes.
            }
        }
    }
}
