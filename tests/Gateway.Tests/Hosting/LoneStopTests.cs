using System.Diagnostics;
using System.Net.WebSockets;
using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Hosting;
using Gateway.Observability;
using Gateway.Plugins.Loading;
using Gateway.Proxy;
using Gateway.Tests.Configuration;
using Gateway.Tests.Proxy;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Hosting;

/// <summary>A clean stop of a gateway that owns no address: clients are led away as from one that does.</summary>
[Collection(AloneCollection.Name)]
public sealed class LoneStopTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new();
    private readonly int _port = ReloadRig.FreePort();

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task New_clients_are_served_until_the_last_web_socket_has_ended()
    {
        await using var upstream = await StartUpstreamAsync();
        var running = await RunAsync(upstream, drainTime: "60s");
        using var socket = await OpenSocketAsync();

        await _stop.CancelAsync();

        await ReloadRig.UntilAsync(IsLedAwayAsync);
        Assert.True(await IsLedAwayAsync());
        Assert.False(running.IsCompleted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, RunningProxy.Timeout);
        // Not the whole time of the drain.
        Assert.Equal(ExitCode.Ok, await running.WaitAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_web_socket_that_stays_is_cut_off_soon_after_the_drain()
    {
        await using var upstream = await StartUpstreamAsync();
        var running = await RunAsync(upstream, drainTime: "100ms");
        using var socket = await OpenSocketAsync();
        var begin = Stopwatch.GetTimestamp();

        await _stop.CancelAsync();

        Assert.Equal(ExitCode.Ok, await running.WaitAsync(RunningProxy.Timeout));
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, ProxyServer.DefaultStopDeadline);
    }

    [Fact]
    public async Task Nobody_waits_for_idle_connections()
    {
        await using var upstream = await StartUpstreamAsync();
        var running = await RunAsync(upstream, drainTime: "60s");
        Assert.False(await IsLedAwayAsync());

        await _stop.CancelAsync();

        Assert.Equal(ExitCode.Ok, await running.WaitAsync(RunningProxy.Timeout));
    }

    private static Task<Upstream> StartUpstreamAsync() => Upstream.StartAsync(async context =>
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await context.Response.WriteAsync("hello");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _ = await socket.ReceiveAsync(new byte[1], context.RequestAborted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    });

    private async Task<Task<int>> RunAsync(Upstream upstream, string drainTime)
    {
        _folder.With("appsettings.json", $$"""
            { "Nodes": { "edge-a": { "Priority": 100 } }, "Admin": { "Socket": "off", "Listen": [] },
              "Listen": { "Http": "127.0.0.1:{{_port}}", "DrainTime": "{{drainTime}}" },
              "Sites": { "127.0.0.1": "{{upstream.Address}}" } }
            """);
        var request = new ConfigurationRequest(Path.Combine(_folder.Path, "appsettings.json"), InstalledPlugins.In)
        {
            HostName = "edge-a",
            ProgramFolder = _folder.Path,
        };
        var first = await ConfigurationFile.LoadAsync(request, ReloadRig.Patience);
        Assert.NotNull(ConfigText.Valid(first));
        var running = GatewayProcess.RunAsync(request, first, new LogSettings(Level: LogLevel.Critical), _stop.Token);
        await ReloadRig.UntilAsync(async () =>
        {
            try
            {
                using var response = await _client.GetAsync(new Uri($"http://127.0.0.1:{_port}/"));
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return running.IsCompleted;
            }
        });
        return running;
    }

    private async Task<bool> IsLedAwayAsync()
    {
        using var response = await _client.GetAsync(new Uri($"http://127.0.0.1:{_port}/"));
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        return response.Headers.ConnectionClose ?? false;
    }

    private async Task<ClientWebSocket> OpenSocketAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_port}/"), RunningProxy.Timeout);
        return socket;
    }
}
