using System.Diagnostics;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Peers;

/// <summary>Issue 6, how it is proven: nginx and Caddy as upstreams, curl with HTTP/1.0, 1.1 and 2, event streams,
/// <c>ws</c> and grpc-js through the pair.</summary>
[InParallel]
public sealed class RealPeersTests(PeersPair peers) : IClassFixture<PeersPair>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [LabTheory]
    [InlineData("nginx", "--http1.0")]
    [InlineData("nginx", "--http1.1")]
    [InlineData("nginx", "--http2")]
    [InlineData("caddy", "--http1.0")]
    [InlineData("caddy", "--http1.1")]
    [InlineData("caddy", "--http2")]
    public async Task Curl_gets_what_the_server_behind_the_pair_says(string server, string version)
    {
        (int exit, string output) = await peers.AskAsync(
            Limit, "curl", "--insecure", "--silent", "--show-error", "--fail", version,
            "--write-out", " by %{http_version}", new Uri(HttpsClient.Site, $"{server}/").ToString());

        string name = server == "nginx" ? "nginx" : "Caddy";
        // A server answers HTTP/1.0 in its own version (RFC 9110 section 2.5).
        string by = version == "--http2" ? "2" : "1.1";
        Assert.Equal((0, $"Hello from {name}, GET HTTP/1.1 by {by}"), (exit, output));
    }

    [LabTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Curl_uploads_to_the_server_behind_the_pair(string server)
    {
        (int exit, string output) = await peers.AskAsync(
            Limit, "curl", "--insecure", "--silent", "--show-error", "--fail", "--data-binary", $"@{Environment.ProcessPath}",
            "--header", "Transfer-Encoding: chunked", "--http1.1", new Uri(HttpsClient.Site, $"{server}/").ToString());

        Assert.Equal(0, exit);
        Assert.Contains("POST HTTP/1.1", output, StringComparison.Ordinal);
    }

    [LabTheory]
    [InlineData("--http1.1")]
    [InlineData("--http2")]
    public async Task The_first_byte_of_a_stream_comes_before_the_last_one_is_written(string version)
    {
        string[] inside = ["netns", "exec", peers.Pair.Segment.Client.Namespace.Name];
        var start = new ProcessStartInfo("ip", [.. inside, "curl", "--insecure", "--silent", "--no-buffer", version,
            new Uri(HttpsClient.Site, "lines/30").ToString()])
        {
            RedirectStandardOutput = true,
        };
        using Process curl = Process.Start(start)!;

        string? first = await curl.StandardOutput.ReadLineAsync();
        TimeSpan came = LabClock.Now;
        string rest = await curl.StandardOutput.ReadToEndAsync();
        TimeSpan ended = LabClock.Now;

        Assert.Equal("1", first);
        Assert.EndsWith("30\n", rest, StringComparison.Ordinal);
        // 29 more follow, 100 ms apart; one that was held back comes with the last.
        Assert.InRange(ended - came, TimeSpan.FromSeconds(1.5), TimeSpan.MaxValue);
    }

    [LabFact]
    public async Task A_WebSocket_of_ws_goes_through_the_pair()
    {
        (int exit, string output) = await peers.AskAsync(
            Limit, "node", "--no-deprecation", Path.Combine(peers.Scripts, "websocket.js"),
            $"wss://{PairSettings.VirtualAddress}/echo");

        Assert.True(exit == 0 && output.EndsWith("ok\n", StringComparison.Ordinal), output);
    }

    /// <summary>Neither takes a WebSocket by HTTP/2 (RFC 8441), in which the gateway speaks to them else.</summary>
    [LabTheory]
    [InlineData("h2", "nginx HTTP/2.0")]
    [InlineData("h2c", "Caddy HTTP/2.0")]
    public async Task A_WebSocket_reaches_a_server_that_is_spoken_to_in_HTTP_2(string server, string version)
    {
        (_, string plain) = await peers.AskAsync(
            Limit, "curl", "--insecure", "--silent", new Uri(HttpsClient.Site, $"{server}/version").ToString());
        (int exit, string output) = await peers.AskAsync(
            Limit, "node", "--no-deprecation", Path.Combine(peers.Scripts, "websocket.js"),
            $"wss://{PairSettings.VirtualAddress}/{server}/echo");

        Assert.Equal(version, plain);
        Assert.True(exit == 0 && output.EndsWith("ok\n", StringComparison.Ordinal), output);
    }

    [LabFact]
    public async Task Calls_of_grpc_js_go_through_the_pair()
    {
        (int exit, string output) = await peers.AskAsync(
            Limit, "node", "--no-deprecation", Path.Combine(peers.Scripts, "grpc.js"), "client",
            $"{PairSettings.VirtualAddress}:443");

        Assert.True(exit == 0 && output.EndsWith("ok\n", StringComparison.Ordinal), output);
        // The client's own clock says that a deadline has passed, and so does the service's: of a client that hangs up
        // it hears through us alone.
        await Wait.UntilAsync($"the service hears that nobody waits; it printed:\n{peers.GrpcLog}", Limit, () =>
            peers.GrpcLog.Contains("cancelled: its deadline passed\n", StringComparison.Ordinal)
            && peers.GrpcLog.Contains("cancelled: its client hangs up\n", StringComparison.Ordinal));
    }
}
