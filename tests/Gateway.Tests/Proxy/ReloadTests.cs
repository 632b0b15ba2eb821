using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Gateway.Configuration;
using Gateway.Proxy;
using Microsoft.AspNetCore.Http;
using Shared;

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
        await proxy.Server.ChangeRoutesAsync(change.Routes, change.Clusters);
        await AnswersAsync(proxy, "second");
        await socket.SendAsync("still here"u8.ToArray(), WebSocketMessageType.Text, true, RunningProxy.Timeout);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, RunningProxy.Timeout);

        Assert.Equal("still here", Encoding.ASCII.GetString(buffer, 0, received.Count));
    }

    [Fact]
    public async Task A_new_listener_opens_before_the_old_one_closes_and_its_requests_finish()
    {
        var release = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Response.WriteAsync("first, ");
            await release.Task.WaitAsync(RunningProxy.Timeout);
            await context.Response.WriteAsync("last");
        });
        var config = Configs.To(upstream.Address);
        await using var proxy = await RunningProxy.StartAsync(config);
        var oldPort = proxy.Port;
        using var underWay = await proxy.GetAsync();

        using (var listeners = proxy.Server.Bind([new(new(IPAddress.Loopback, 0), ListenScheme.Http)]))
        {
            await proxy.Server.ChangeListenersAsync(listeners);
        }

        Assert.NotEqual(oldPort, proxy.Port);
        using var onTheNewOne = await proxy.GetAsync();
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
        await RefusedAsync(oldPort);
        release.SetResult();
        Assert.Equal("first, last", await underWay.Content.ReadAsStringAsync());
        Assert.Equal("first, last", await onTheNewOne.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_listener_that_stays_does_not_notice()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var stays = proxy.Server.Listeners.Single();
        var kept = Configs.To(upstream.Address).Listeners.Single();
        await using var connection = await proxy.ConnectTlsAsync();

        using (var listeners = proxy.Server.Bind([kept, new(new(IPAddress.Loopback, 0), ListenScheme.Http)]))
        {
            await proxy.Server.ChangeListenersAsync(listeners);
        }

        Assert.Equal(stays, proxy.Server.Listeners[0]);
        Assert.Equal(2, proxy.Server.Listeners.Length);
        await connection.WriteAsync("GET / HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n\r\n"u8.ToArray());
        var answer = await new StreamReader(connection).ReadToEndAsync(RunningProxy.Timeout);
        Assert.Contains("here", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_may_change_its_protocol()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var bound = proxy.Server.Listeners.Single();

        using (var listeners = proxy.Server.Bind([bound with { Scheme = ListenScheme.Http }]))
        {
            await proxy.Server.ChangeListenersAsync(listeners);
        }

        using var response = await proxy.GetAsync();
        Assert.Equal("here", await response.Content.ReadAsStringAsync());
        Assert.Equal(bound.EndPoint, proxy.Server.Listeners.Single().EndPoint);
    }

    [Fact]
    public async Task An_address_that_is_taken_changes_nothing()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var occupied = new ListenEndpoint((IPEndPoint)taken.LocalEndpoint, ListenScheme.Http);

        Assert.Throws<ListenException>(() => proxy.Server.Bind([occupied]));

        using var response = await proxy.GetAsync();
        Assert.Equal("here", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_listener_that_does_not_open_changes_nothing_and_leaves_nothing()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var kept = Configs.To(upstream.Address).Listeners.Single();
        var stays = proxy.Server.Listeners.Single();
        ListenEndpoint any = new(new(IPAddress.Loopback, 0), ListenScheme.Http);
        int opens;
        using (var listeners = proxy.Server.Bind([any, any]))
        {
            opens = listeners.All[0].Endpoint.EndPoint.Port;
            // The kernel's refusal, at the second of two.
            listeners.All[1].Socket.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => proxy.Server.ChangeListenersAsync(listeners));
        }

        await RefusedAsync(opens);
        Assert.Equal(stays, proxy.Server.Listeners.Single());
        using (var response = await proxy.GetAsync())
        {
            Assert.Equal("here", await response.Content.ReadAsStringAsync());
        }

        // The next attempt is a whole one.
        ListenEndpoint again = new(new(IPAddress.Loopback, opens), ListenScheme.Http);
        using (var listeners = proxy.Server.Bind([kept, again]))
        {
            await proxy.Server.ChangeListenersAsync(listeners);
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, opens, RunningProxy.Timeout);
    }

    private static async Task RefusedAsync(int port)
    {
        var end = RunningProxy.Timeout;
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, end);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }

            await Pause.TickAsync();
        }
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
