using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

public sealed class WebSocketTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_web_socket_passes(string version)
    {
        await using var upstream = await Upstream.StartAsync(EchoAsync);
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var client = proxy.CreateClient();
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var uri = new UriBuilder(proxy.Uri("/chat")) { Scheme = "wss" }.Uri;

        await socket.ConnectAsync(uri, client, RunningProxy.Timeout);
        var first = await ExchangeAsync(socket, "first");
        var second = await ExchangeAsync(socket, new string('x', 100_000));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", RunningProxy.Timeout);

        Assert.Equal("/chat first", first);
        Assert.Equal("/chat " + new string('x', 100_000), second);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    private static async Task<string> ExchangeAsync(WebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, true, RunningProxy.Timeout);
        return await ReceiveAsync(socket) ?? "closed";
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        while (await ReceiveAsync(socket) is { } text)
        {
            var answer = Encoding.ASCII.GetBytes($"{context.Request.Path} {text}");
            await socket.SendAsync(answer, WebSocketMessageType.Text, true, RunningProxy.Timeout);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, RunningProxy.Timeout);
    }

    private static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, RunningProxy.Timeout);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer.AsSpan(0, received.Count));
            if (received.EndOfMessage)
            {
                return Encoding.ASCII.GetString(message.ToArray());
            }
        }
    }
}
