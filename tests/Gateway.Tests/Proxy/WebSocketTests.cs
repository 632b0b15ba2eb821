using System.Net;
using System.Net.WebSockets;
using System.Text;
using Gateway.Tests.Proxy.Routes;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Shared;

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

        using var socket = await OpenAsync(proxy, client, version);
        var first = await ExchangeAsync(socket, "first");
        var second = await ExchangeAsync(socket, new string('x', 100_000));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", RunningProxy.Timeout);

        Assert.Equal("/chat first", first);
        Assert.Equal("/chat " + new string('x', 100_000), second);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_limit_for_bodies_does_not_hold_for_it(string version)
    {
        await using var upstream = await Upstream.StartAsync(EchoAsync);
        await using var proxy = await RunningProxy.StartAsync(await SiteRig.ConfigOfAsync(
            $"'{Configs.Host}': {{ 'To': '{upstream.Address}', 'MaxBody': '1KB' }}"));
        using var client = proxy.CreateClient();

        using var socket = await OpenAsync(proxy, client, version);

        Assert.Equal("/chat " + new string('x', 5000), await ExchangeAsync(socket, new string('x', 5000)));
    }

    /// <summary>To upstreams in every version that a cluster may ask for; a WebSocket over HTTP/2 is an extended
    /// CONNECT (RFC 8441), there and here.</summary>
    [Theory]
    [InlineData("1.1", "h2c", "Exact", "CONNECT HTTP/2")]
    [InlineData("2.0", "h2c", "Exact", "CONNECT HTTP/2")]
    [InlineData("1.1", "h2", "Exact", "CONNECT HTTP/2")]
    [InlineData("2.0", "h2", "Exact", "CONNECT HTTP/2")]
    [InlineData("1.1", "h2", "Default", "CONNECT HTTP/2")]
    [InlineData("2.0", "h2", "Default", "CONNECT HTTP/2")]
    [InlineData("1.1", "https", "Default", "GET HTTP/1.1")]
    [InlineData("2.0", "https", "Default", "GET HTTP/1.1")]
    [InlineData("2.0", "https", "1.1", "GET HTTP/1.1")]
    public async Task A_web_socket_passes_to_an_upstream_of_any_version(
        string version, string upstreams, string wanted, string expected)
    {
        using var certificate = TestCertificate.For(Configs.Host).Load();
        var asked = "";
        await using var upstream = await Upstream.StartAsync(
            context =>
            {
                asked = $"{context.Request.Method} {context.Request.Protocol}";
                return EchoAsync(context);
            },
            upstreams == "https" ? HttpProtocols.Http1 : HttpProtocols.Http2,
            upstreams == "h2c" ? null : certificate);
        var config = Configs.To(upstream.Address, wanted == "Default" ? null : new()
        {
            Version = wanted == "1.1" ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Clusters = [config.Clusters[0] with { HttpClient = new() { DangerousAcceptAnyServerCertificate = true } }],
        });
        using var client = proxy.CreateClient();

        using var socket = await OpenAsync(proxy, client, version);

        Assert.Equal(("/chat hello", expected), (await ExchangeAsync(socket, "hello"), asked));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_web_socket_outlives_the_Timeout_of_its_route(string version)
    {
        await using var upstream = await Upstream.StartAsync(EchoAsync);
        var config = Configs.To(upstream.Address);
        await using var proxy = await RunningProxy.StartAsync(config with
        {
            Routes = [config.Routes[0] with { Timeout = TimeSpan.FromSeconds(2) }],
        });
        using var client = proxy.CreateClient();

        using var socket = await OpenAsync(proxy, client, version);

        var begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(2.5))
        {
            await Pause.TickAsync();
        }

        Assert.Equal("/chat still", await ExchangeAsync(socket, "still"));
    }

    private static async Task<ClientWebSocket> OpenAsync(
        RunningProxy proxy, HttpMessageInvoker client, string version)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(
            new UriBuilder(proxy.Uri("/chat")) { Scheme = "wss" }.Uri, client, RunningProxy.Timeout);
        return socket;
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
