using System.Text;
using Gateway.Configuration;
using Gateway.Proxy;

namespace Gateway.Tests.Proxy.Limits;

/// <summary>Issue 6, point 4: slowloris, and limits that a reload changes.</summary>
public sealed class ServerLimitsTests
{
    [Fact]
    public async Task Whoever_takes_too_long_for_the_headers_is_cut_off()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(
            Config(upstream, new() { HeaderTimeout = TimeSpan.FromSeconds(1) }));

        var answer = await AskAsync(proxy, "GET / HTTP/1.1\r\nHost: app.example.com\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_keeps_silent_is_closed()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(
            Config(upstream, new() { KeepAliveTimeout = TimeSpan.FromSeconds(1) }));

        var answer = await AskAsync(proxy, "GET / HTTP/1.1\r\nHost: app.example.com\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_limits_count_for_the_next_connection_on_the_same_listener()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        var config = Config(upstream, new());
        await using var proxy = await RunningProxy.StartAsync(config);
        var request = "GET / HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n"
            + string.Concat(Enumerable.Range(0, 20).Select(i => $"X-{i}: 1\r\n")) + "\r\n";

        var before = await AskAsync(proxy, request);
        proxy.Server.Follow(config with { Limits = new() { MaxHeaders = 10 } });
        var after = await AskAsync(proxy, request);

        Assert.StartsWith("HTTP/1.1 200 ", before, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", after, StringComparison.Ordinal);
    }

    /// <summary>Of what comes less is read ahead than headers may have.</summary>
    [Fact]
    public async Task A_header_may_be_larger_than_what_is_read_ahead()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Config(upstream, new() { MaxHeaderBytes = 1 << 20 }));
        var much = new string('x', 3 * RecordMemory.MostUnreadBytes);

        var answer = await AskAsync(
            proxy, $"GET / HTTP/1.1\r\nHost: nobody.example.com\r\nConnection: close\r\nX-Much: {much}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
    }

    private static GatewayConfig Config(Upstream upstream, LimitsConfig limits) =>
        Configs.To(upstream.Address) with { Listeners = [Configs.Http], Limits = limits };

    // Until the proxy closes the connection.
    private static async Task<string> AskAsync(RunningProxy proxy, string request)
    {
        await using var stream = await proxy.ConnectAsync(RunningProxy.Timeout);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), RunningProxy.Timeout);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(RunningProxy.Timeout);
    }
}
