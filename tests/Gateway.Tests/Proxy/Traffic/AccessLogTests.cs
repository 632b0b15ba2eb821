using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Proxy.Traffic;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy.Traffic;

public sealed class AccessLogTests : IDisposable
{
    private static readonly AccessRecord Record = new()
    {
        Time = default,
        Duration = default,
        Client = "192.0.2.7",
        Method = "GET",
        Scheme = "http",
        Host = "",
        Target = "/",
        Protocol = "HTTP/1.1",
        Status = 200,
        Bytes = 0,
    };

    private readonly RecordedLog _log = new();
    private readonly FakeTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-access-").FullName;

    private string FilePath => Path.Combine(_folder, "access.log");

    [Fact]
    public async Task A_request_is_written_with_its_route_and_destination()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address) with { AccessLog = Json() });

        using (await proxy.GetAsync("/some/path?q=1", version: HttpVersion.Version20))
        {
        }

        var line = Assert.Single(await LinesAsync(proxy)).RootElement;
        Assert.Equal(
            ("127.0.0.1", "GET", "https", "/some/path?q=1", "HTTP/2", 200, 5, "app", "app", "one"),
            (Text(line, "client"), Text(line, "method"), Text(line, "scheme"), Text(line, "target"),
                Text(line, "protocol"), line.GetProperty("status").GetInt32(), line.GetProperty("bytes").GetInt32(),
                Text(line, "route"), Text(line, "cluster"), Text(line, "destination")));
        Assert.InRange(line.GetProperty("seconds").GetDouble(), 0, 30);
    }

    [Fact]
    public async Task A_request_that_no_route_matches_is_written_and_the_self_test_is_not()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty with { AccessLog = Json() });
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));

        using (await proxy.GetAsync())
        {
        }

        var line = Assert.Single(await LinesAsync(proxy)).RootElement;
        Assert.Equal(404, line.GetProperty("status").GetInt32());
        Assert.True(line.GetProperty("bytes").GetInt32() > 0);
        Assert.False(line.TryGetProperty("route", out _));
    }

    [Fact]
    public async Task A_request_that_is_refused_at_the_door_is_written()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty with { AccessLog = Json() });
        using var trace = new HttpRequestMessage(HttpMethod.Trace, proxy.Uri());

        using (await proxy.SendAsync(trace))
        {
        }

        Assert.Equal(405, Assert.Single(await LinesAsync(proxy)).RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task One_that_a_trusted_proxy_brought_is_written_with_its_client_and_its_id()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty with
        {
            AccessLog = Json(),
            RequestId = true,
            TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")],
        });
        using var trace = new HttpRequestMessage(HttpMethod.Trace, proxy.Uri());
        trace.Headers.Add("X-Forwarded-For", "192.0.2.7");
        trace.Headers.Add("X-Request-Id", "one");

        using (await proxy.SendAsync(trace))
        {
        }

        var line = Assert.Single(await LinesAsync(proxy)).RootElement;
        Assert.Equal(
            (405, "192.0.2.7", "one"),
            (line.GetProperty("status").GetInt32(), Text(line, "client"), Text(line, "requestId")));
    }

    [Fact]
    public async Task A_dead_upstream_is_written_with_the_error()
    {
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To("http://127.0.0.1:1") with { AccessLog = Json() });

        using (await proxy.GetAsync())
        {
        }

        var line = Assert.Single(await LinesAsync(proxy)).RootElement;
        Assert.Equal((502, "Request"), (line.GetProperty("status").GetInt32(), Text(line, "error")));
    }

    [Fact]
    public async Task A_client_that_left_before_the_answer_is_499()
    {
        var asked = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address) with { AccessLog = Json() });
        using var left = new CancellationTokenSource();
        using var client = proxy.CreateClient();
        var answer = client.SendAsync(new(HttpMethod.Get, proxy.Uri()), left.Token);
        await asked.Task.WaitAsync(RunningProxy.Timeout);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(499, Assert.Single(await LinesAsync(proxy)).RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_web_socket_is_written_when_it_ends()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, RunningProxy.Timeout);
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address) with { AccessLog = Json() });
        using (var client = new ClientWebSocket())
        {
            using var invoker = proxy.CreateClient();
            await client.ConnectAsync(
                new UriBuilder(proxy.Uri()) { Scheme = "wss" }.Uri, invoker, RunningProxy.Timeout);
            _ = await client.ReceiveAsync(new byte[1], RunningProxy.Timeout);
            await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, RunningProxy.Timeout);
        }

        Assert.Equal(101, Assert.Single(await LinesAsync(proxy)).RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_file_that_was_moved_away_is_made_anew()
    {
        var log = New(new(FilePath, AccessLogFormat.Combined));
        log.Add(Record);
        await HasLinesAsync(FilePath, 1);
        File.Move(FilePath, FilePath + ".1");

        log.Add(Record);
        log.Add(Record);

        await log.EndAsync();
        Assert.Equal((1, 2), (Lines(FilePath + ".1").Length, Lines(FilePath).Length));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public async Task A_file_that_was_truncated_begins_at_its_beginning()
    {
        var log = New(new(FilePath, AccessLogFormat.Combined));
        log.Add(Record);
        await HasLinesAsync(FilePath, 1);
        await using (var file = new FileStream(FilePath, FileMode.Truncate))
        {
        }

        log.Add(Record);

        await log.EndAsync();
        Assert.StartsWith("192.0.2.7 ", Assert.Single(Lines(FilePath)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_costs_lines_and_a_word_a_minute()
    {
        var log = New(new(Path.Combine(_folder, "missing", "access.log"), AccessLogFormat.Json));

        for (var i = 1; i <= 3; i++)
        {
            log.Add(Record);
            await UntilAsync(() => log.Lost == i);
        }

        await UntilAsync(() => _log.Lines.Count > 0);
        _time.Advance(TimeSpan.FromMinutes(1));
        log.Add(Record);
        await log.EndAsync();
        Assert.Collection(
            _log.Lines,
            line => Assert.StartsWith(
                "Warning: The access log has lost 1 line(s) since the last such line: Could not find a part of the path",
                line,
                StringComparison.Ordinal),
            line => Assert.Contains("lost 3 line(s)", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_than_fits_the_queue_is_counted_and_forgotten()
    {
        // A pipe that nobody reads yet: the disk that hangs.
        var pipe = Path.Combine(_folder, "pipe");
        await ShellAsync($"mkfifo {pipe}");
        using var reader = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
        var log = New(new(pipe, AccessLogFormat.Json));
        const int Count = AccessLog.Capacity * 3;

        for (var i = 0; i < Count; i++)
        {
            log.Add(Record);
        }

        Assert.InRange(log.Lost, 1, Count - AccessLog.Capacity);
        var read = Task.Run(() => new StreamReader(reader).ReadLine());
        Assert.StartsWith("{\"time\"", await read.WaitAsync(RunningProxy.Timeout), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_configuration_goes_on_in_another_file()
    {
        var log = New(null);
        Assert.False(log.IsOn);
        var other = Path.Combine(_folder, "other.log");
        log.Follow(new(FilePath, AccessLogFormat.Json));
        log.Add(Record);
        await HasLinesAsync(FilePath, 1);

        log.Follow(new(other, AccessLogFormat.Combined));

        log.Add(Record);
        await log.EndAsync();
        Assert.StartsWith("{", Assert.Single(Lines(FilePath)), StringComparison.Ordinal);
        Assert.StartsWith("192.0.2.7 ", Assert.Single(Lines(other)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _log.Dispose();
    }

    private AccessLogConfig Json() => new(FilePath, AccessLogFormat.Json);

    private AccessLog New(AccessLogConfig? config)
    {
        var log = new AccessLog(_time, _log.Of<AccessLog>());
        log.Follow(config);
        return log;
    }

    private async Task<JsonDocument[]> LinesAsync(RunningProxy proxy)
    {
        await HasLinesAsync(FilePath, 1);
        await proxy.DisposeAsync();
        return [.. Lines(FilePath).Select(line => JsonDocument.Parse(line))];
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static string[] Lines(string path) => File.ReadAllLines(path);

    private static Task HasLinesAsync(string path, int count) =>
        UntilAsync(() => File.Exists(path) && Lines(path).Length >= count);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var timeout = RunningProxy.Timeout;
        while (!isSo())
        {
            timeout.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    private static async Task ShellAsync(string command)
    {
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", command]);
        await shell.WaitForExitAsync(RunningProxy.Timeout);
        Assert.Equal(0, shell.ExitCode);
    }
}
