using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Tests.Proxy.Routes;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Traffic;

/// <summary>A request whose body is found wrong while it is forwarded.</summary>
public sealed class RefusedBodyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string LogFile => Path.Combine(_folder.Path, "access.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zz\r\n", 400, "400: Bad Request.\n")]
    [InlineData("600\r\n", 413, "413: the body of the request is too large.\n")]
    public async Task Its_status_is_that_of_its_answer_which_has_a_page(string chunk, int status, string page)
    {
        await using var upstream = await ReadingAsync();
        await using var proxy = await StartAsync(upstream);
        await using var client = await proxy.ConnectTlsAsync();

        await SendAsync(client, chunk + new string('a', 1536));

        var answer = "";
        var buffer = new byte[4096];
        while (!answer.EndsWith(page, StringComparison.Ordinal))
        {
            var read = await client.ReadAsync(buffer, RunningProxy.Timeout);
            Assert.True(read > 0, answer);
            answer += Encoding.ASCII.GetString(buffer, 0, read);
        }

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal((status, "RequestBodyClient"), await LoggedAsync(proxy));
    }

    [Fact]
    public async Task A_client_that_leaves_in_its_midst_is_499()
    {
        var begun = new TaskCompletionSource();
        await using var upstream = await ReadingAsync(begun);
        await using var proxy = await StartAsync(upstream);
        await using (var client = await proxy.ConnectTlsAsync())
        {
            await SendAsync(client, "100\r\nabc");
            await begun.Task.WaitAsync(RunningProxy.Timeout);
        }

        Assert.Equal(499, (await LoggedAsync(proxy)).Status);
    }

    /// <summary>Over HTTP/2 it says so behind its answer (RFC 9113 section 8.1).</summary>
    [Theory]
    [InlineData("too large")]
    [InlineData("")]
    public async Task One_whose_upstream_wants_no_more_of_it_has_not_failed(string body)
    {
        await using var upstream = new RawHttp2Upstream(stream =>
        [
            .. Http2Frames.Of(
                Http2Frames.Headers, Http2Frames.EndHeaders, stream, Http2Frames.Field(":status", "413")),
            .. Http2Frames.Of(Http2Frames.Data, Http2Frames.EndStream, stream, Encoding.ASCII.GetBytes(body)),
            .. Http2Frames.Of(Http2Frames.Reset, 0, stream, [0, 0, 0, 0]),
        ]);
        var config = Configs.To(
            upstream.Address,
            new() { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact });
        await using var proxy = await RunningProxy.StartAsync(
            config with { AccessLog = new(LogFile, AccessLogFormat.Json) });
        await using (var client = await proxy.ConnectTlsAsync())
        {
            await SendAsync(client, "100\r\nabc");
            using var reader = new StreamReader(client);
            Assert.StartsWith(
                "HTTP/1.1 413 ", await reader.ReadLineAsync(RunningProxy.Timeout), StringComparison.Ordinal);
            Assert.Equal((413, null), await LoggedAsync(proxy));
        }

        Assert.DoesNotContain(proxy.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal)
            || line.Contains(upstream.Address, StringComparison.Ordinal));
    }

    private static Task<Upstream> ReadingAsync(TaskCompletionSource? begun = null) =>
        Upstream.StartAsync(async context =>
        {
            _ = begun?.TrySetResult();
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        });

    private static async Task SendAsync(Stream client, string body) => await client.WriteAsync(
        Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {Configs.Host}\r\nTransfer-Encoding: chunked\r\n\r\n{body}"),
        RunningProxy.Timeout);

    private async Task<RunningProxy> StartAsync(Upstream upstream)
    {
        var config = await SiteRig.ConfigOfAsync(
            $"'{Configs.Host}': {{ 'To': '{upstream.Address}', 'MaxBody': '1KB' }}");
        return await RunningProxy.StartAsync(config with { AccessLog = new(LogFile, AccessLogFormat.Json) });
    }

    private async Task<(int Status, string? Error)> LoggedAsync(RunningProxy proxy)
    {
        await Hosting.ReloadRig.UntilAsync(() => File.Exists(LogFile) && File.ReadAllLines(LogFile).Length > 0);
        await proxy.DisposeAsync();
        using var line = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(LogFile)));
        return (
            line.RootElement.GetProperty("status").GetInt32(),
            line.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null);
    }
}
