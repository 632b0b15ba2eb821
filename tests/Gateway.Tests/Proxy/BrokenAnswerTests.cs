using System.Globalization;
using System.Text;

namespace Gateway.Tests.Proxy;

/// <summary>An upstream that breaks off in the midst of its answer: the client gets what came of it, then the end of
/// the connection, and can tell that this is not all.</summary>
public sealed class BrokenAnswerTests
{
    // More than the sockets on the way hold.
    private const int Sent = 2_000_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_that_came_of_a_download_arrives(bool overTls)
    {
        await using var upstream = new RawUpstream(
            $"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n{new string('x', Sent)}");
        await using var proxy = await StartAsync(upstream, overTls);

        var (head, body) = await AskAsync(proxy, overTls, "1.1");

        Assert.Contains("Content-Length: 3000000\r\n", head, StringComparison.Ordinal);
        Assert.Equal(Sent, body.Length);
        await AssertToldAsync(proxy);
    }

    /// <summary>Server-sent events, or words of a model, and then nothing more: no last chunk.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_event_arrives_and_no_end(bool overTls)
    {
        await using var upstream = new RawUpstream(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n");
        await using var proxy = await StartAsync(upstream, overTls);

        var (_, body) = await AskAsync(proxy, overTls, "1.1");

        Assert.Equal("9\r\ndata: a\n\n\r\n", body);
        await AssertToldAsync(proxy);
    }

    /// <summary>Its client takes the end of the connection for that of the answer: it must not be an orderly
    /// one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_length_and_chunks_the_connection_is_reset(bool overTls)
    {
        await using var upstream = new RawUpstream(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n");
        await using var proxy = await StartAsync(upstream, overTls);

        _ = await Assert.ThrowsAnyAsync<IOException>(() => AskAsync(proxy, overTls, "1.0"));

        await AssertToldAsync(proxy);
    }

    private static Task<RunningProxy> StartAsync(RawUpstream upstream, bool overTls)
    {
        var config = Configs.To(upstream.Address);
        return RunningProxy.StartAsync(overTls ? config : config with { Listeners = [Configs.Http] });
    }

    // One line of ours, and none with a stack trace of Kestrel's.
    private static async Task AssertToldAsync(RunningProxy proxy)
    {
        await proxy.DisposeAsync();
        // Of its start it tells of a certificate that is missing.
        var told = proxy.Log.Lines.SkipWhile(line => !line.Contains("serves 1 route", StringComparison.Ordinal)).Skip(1);
        Assert.Contains("ResponseBodyDestination", Assert.Single(told), StringComparison.Ordinal);
    }

    private static async Task<(string Head, string Body)> AskAsync(RunningProxy proxy, bool overTls, string version)
    {
        await using Stream stream = overTls
            ? await proxy.ConnectTlsAsync()
            : await proxy.ConnectAsync(RunningProxy.Timeout);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"GET / HTTP/{version}\r\nHost: {Configs.Host}\r\n\r\n")),
            RunningProxy.Timeout);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(RunningProxy.Timeout);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        return (answer[..end], answer[end..]);
    }
}
