using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Proxy;

/// <summary>Traffic through the shared address, over real TLS, to an application on another machine.</summary>
public sealed class ProxyThroughThePairTests(SharedPairs pairs) : IClassFixture<SharedPairs>
{
    private const long Gibibyte = 1L << 30;
    private const long FlatBytes = 200L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DownloadLimit = TimeSpan.FromMinutes(2);

    private static readonly PairSettings Settings = new() { Interval = PairSettings.CalmInterval };

    [LabTheory]
    [InlineData("--http1.1", "1.1")]
    [InlineData("--http2", "2")]
    public Task Curl_gets_the_application(string version, string expected) => UseAsync(async pair =>
    {
        using Process curl = Curl(pair, version, "--write-out", "version %{http_version}", HttpsClient.Site.ToString());

        string output = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();

        Assert.Equal(0, curl.ExitCode);
        Assert.Contains("Hello from the application, asked through 10.77.0.11", output, StringComparison.Ordinal);
        Assert.EndsWith($"version {expected}", output, StringComparison.Ordinal);
    });

    [LabFact]
    public Task The_application_learns_who_asked() => UseAsync(async pair =>
    {
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, Patience);

        string headers = await client.GetStringAsync(new Uri(HttpsClient.Site, "headers"));

        Assert.Contains("\"X-Forwarded-For\":[\"10.77.0.10\"]", headers, StringComparison.Ordinal);
        Assert.Contains("\"X-Forwarded-Proto\":[\"https\"]", headers, StringComparison.Ordinal);
        Assert.Contains("\"X-Forwarded-Host\":[\"10.77.0.100\"]", headers, StringComparison.Ordinal);
    });

    [LabFact]
    public Task A_WebSocket_echoes() => UseAsync(async pair =>
    {
        using var invoker = new HttpMessageInvoker(HttpsClient.CreateHandler(pair.Segment.Client, Patience));
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[1024];

        await socket.ConnectAsync(EchoSocket.Address, invoker, limit.Token);
        await socket.SendAsync("good morning"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        WebSocketReceiveResult echo = await socket.ReceiveAsync(buffer, limit.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);

        Assert.Equal("good morning", Encoding.UTF8.GetString(buffer, 0, echo.Count));
    });

    [LabFact]
    public Task A_download_of_1_GiB_needs_no_memory() => UseAsync(async pair =>
    {
        var gateway = (GatewayNode)pair.A;
        long before = gateway.WorkingSetBytes();
        long peak = before;
        string source = new Uri(HttpsClient.Site, $"bytes/{Gibibyte}").ToString();
        using Process curl = Curl(pair, "--output", "/dev/null", "--write-out", "%{size_download}", source);

        await Wait.UntilAsync("the download ends", DownloadLimit, () =>
        {
            peak = Math.Max(peak, gateway.WorkingSetBytes());
            return curl.HasExited;
        });
        long after = gateway.WorkingSetBytes();

        Console.WriteLine(
            $"    Download of 1 GiB: working set before {before >> 20} MiB, peak {peak >> 20} MiB, after {after >> 20} MiB");
        Assert.Equal($"{Gibibyte}", await curl.StandardOutput.ReadToEndAsync());
        Assert.InRange(peak - before, long.MinValue, FlatBytes);
    });

    private Task UseAsync(Func<Pair, Task> fact) => pairs.UseAsync(
        Settings,
        async pair =>
        {
            using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, Patience);
            await Wait.UntilAsync("the application answers through the pair", Patience, () => Answers(client));
            await fact(pair);
        },
        prepare: pair => pair.Upstream.Start());

    private static bool Answers(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, HttpsClient.Site);
        try
        {
            using HttpResponseMessage response = client.Send(request);
            return response.IsSuccessStatusCode;
        }
        catch (Exception refused) when (refused is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static Process Curl(Pair pair, params string[] arguments)
    {
        string[] inside = ["netns", "exec", pair.Segment.Client.Namespace.Name];
        string[] curl = ["curl", "--insecure", "--silent", "--show-error"];
        var start = new ProcessStartInfo("ip", [.. inside, .. curl, .. arguments]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
