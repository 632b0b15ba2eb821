using System.Net.Sockets;

namespace Gateway.Tests.Admin;

/// <summary>Clients of unix sockets.</summary>
internal static class Sockets
{
    public static HttpClient ClientOf(string path) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new("http://localhost"),
    };
}
