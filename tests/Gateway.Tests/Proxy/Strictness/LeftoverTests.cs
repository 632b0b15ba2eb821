using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Proxy;
using Gateway.Tests.Hosting;
using Gateway.Tests.Proxy.Routes;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Strictness;

/// <summary>What nobody has read of a body when its client leaves is no request: Kestrel would run it as the
/// next.</summary>
public sealed class LeftoverTests : IDisposable
{
    private const string Leftover = "POST /leftover HTTP/1.1\r\nHost: " + Configs.Host + "\r\n\r\n";

    private readonly TestFolder _folder = new();

    private string LogFile => Path.Combine(_folder.Path, "access.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Content-Length: 1000", Leftover, false)]
    [InlineData("Content-Length: 1000", Leftover, true)]
    [InlineData("Transfer-Encoding: chunked", Leftover, false)]
    [InlineData("Transfer-Encoding: chunked", Leftover, true)]
    [InlineData("Content-Length: 1000", "nonsense\r\n\r\n", false)]
    public async Task Of_a_client_that_has_left_it_is_neither_run_nor_written_down(
        string framing, string leftover, bool isTls)
    {
        // Who asks it has not read the body yet.
        var asked = new TaskCompletionSource();
        await using var auth = await Upstream.StartAsync(context =>
        {
            _ = asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var reached = new List<string>();
        await using var upstream = await Upstream.StartAsync(context =>
        {
            reached.Add(context.Request.Path);
            return Task.CompletedTask;
        });
        await using var proxy = await StartAsync(isTls, $$"""
            '{{Configs.Host}}': {
              'To': '{{upstream.Address}}', 'Auth': { 'Forward': { 'Url': '{{auth.Address}}/auth' } },
              'Paths': { '/leftover': { 'To': '{{upstream.Address}}', 'Auth': false } },
            }
            """);
        await using (var client = await ConnectAsync(proxy, isTls))
        {
            await client.WriteAsync(
                Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: {Configs.Host}\r\n{framing}\r\n\r\n{leftover}"),
                RunningProxy.Timeout);
            await asked.Task.WaitAsync(RunningProxy.Timeout);
        }

        await ReloadRig.UntilAsync(() => File.Exists(LogFile) && File.ReadAllLines(LogFile).Length > 0);
        await proxy.DisposeAsync();
        var told = (await File.ReadAllLinesAsync(LogFile)).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (line.GetProperty("target").GetString(), line.GetProperty("status").GetInt32()));
        Assert.Equal([("/", 499)], told);
        Assert.Empty(reached);
    }

    [Fact]
    public async Task A_request_that_is_aborted_when_it_begins_is_not_run()
    {
        var context = new DefaultHttpContext { RequestAborted = new(canceled: true) };

        Assert.False(await IsRunAsync(context));
        context.RequestAborted = CancellationToken.None;
        Assert.True(await IsRunAsync(context));
    }

    // Once an answer is written Kestrel cancels no token.
    [Fact]
    public async Task Nor_is_one_whose_connection_is_closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, RunningProxy.Timeout);
        using var socket = await listener.AcceptSocketAsync(RunningProxy.Timeout);
        var context = new DefaultHttpContext();
        context.Features.Set<IConnectionSocketFeature>(new SocketFeature(socket));

        Assert.True(await IsRunAsync(context));
        socket.Close(timeout: 0);
        Assert.False(await IsRunAsync(context));
    }

    private static async Task<bool> IsRunAsync(HttpContext context)
    {
        var isRun = false;
        await GoneClients.InvokeAsync(context, _ =>
        {
            isRun = true;
            return Task.CompletedTask;
        });
        return isRun;
    }

    private async Task<RunningProxy> StartAsync(bool isTls, string sites)
    {
        // Without a listener for TLS nobody is led there.
        var config = await SiteRig.ConfigOfAsync(sites, $"'Listen': {{ '{(isTls ? "Https" : "Http")}': '*:443' }}");
        return await RunningProxy.StartAsync(config with
        {
            Listeners = [isTls ? Configs.Https : Configs.Http],
            AccessLog = new(LogFile, AccessLogFormat.Json),
        });
    }

    private static async Task<Stream> ConnectAsync(RunningProxy proxy, bool isTls) =>
        isTls ? await proxy.ConnectTlsAsync() : await proxy.ConnectAsync(RunningProxy.Timeout);

    private sealed record SocketFeature(Socket Socket) : IConnectionSocketFeature;
}
