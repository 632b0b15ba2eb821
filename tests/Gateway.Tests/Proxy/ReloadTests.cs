using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

public sealed class ReloadTests
{
    [Fact]
    public async Task New_routes_serve_and_open_web_sockets_stay()
    {
        await using var first = await Upstream.StartAsync(EchoOnceAsync);
        await using var second = await Upstream.SayingAsync("second");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(first.Address));
        using var client = proxy.CreateClient();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(proxy.Uri()) { Scheme = "wss" }.Uri, client, RunningProxy.Timeout);

        var change = Configs.To(second.Address);
        proxy.Server.Routing.Update(change.Routes, change.Clusters);
        await AnswersAsync(proxy, "second");
        await socket.SendAsync("still here"u8.ToArray(), WebSocketMessageType.Text, true, RunningProxy.Timeout);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, RunningProxy.Timeout);

        Assert.Equal("still here", Encoding.ASCII.GetString(buffer, 0, received.Count));
    }

    // YARP applies a change in the background.
    private static async Task AnswersAsync(RunningProxy proxy, string expected)
    {
        var end = RunningProxy.Timeout;
        for (var answer = ""; answer != expected;)
        {
            end.ThrowIfCancellationRequested();
            using var response = await proxy.GetAsync();
            answer = await response.Content.ReadAsStringAsync();
        }
    }

    private static async Task EchoOnceAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await context.Response.WriteAsync("first");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, RunningProxy.Timeout);
        var echo = buffer.AsMemory(0, received.Count);
        await socket.SendAsync(echo, WebSocketMessageType.Text, true, RunningProxy.Timeout);
    }
}
