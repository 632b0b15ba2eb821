using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Configuration;
using Gateway.Proxy;
using Gateway.Tests.Proxy.Streams;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>How much a client may push into a gateway whose upstream takes connections and does not read.</summary>
public sealed class UploadMemoryTests
{
    // What the copying and TLS hold comes on top, in blocks.
    private const int Most = 2 * RecordMemory.MostUnreadBytes;

    private const int QuietLooks = 20;
    private const int TicksBetween = 25;

    [Theory]
    [InlineData(ListenScheme.Http)]
    [InlineData(ListenScheme.Https)]
    [InlineData(ListenScheme.Tcp)]
    internal async Task What_the_gateway_holds_of_it_is_bounded(ListenScheme scheme)
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        var port = ((IPEndPoint)upstream.LocalEndpoint).Port;
        await using var proxy = await RunningProxy.StartAsync(Config(scheme, port));
        await using Stream client = scheme == ListenScheme.Https
            ? await proxy.ConnectTlsAsync()
            : await proxy.ConnectAsync(RunningProxy.Timeout);
        await client.WriteAsync(
            Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: {Configs.Host}\r\nContent-Length: {1L << 40}\r\n\r\n"),
            RunningProxy.Timeout);

        var (pushed, before, quiet) = (0L, (Pushed: 0L, InKernel: 0L), 0);
        using var enough = new CancellationTokenSource();
        var pushing = PushAsync();
        while (quiet < QuietLooks)
        {
            for (var i = 0; i < TicksBetween; i++)
            {
                await Pause.TickAsync();
            }

            // What the gateway still hands on may be seen in both of its sockets.
            var now = (Interlocked.Read(ref pushed), InKernel(proxy.Port, port));
            (before, quiet) = (now, now == before && now.Item1 > 0 ? quiet + 1 : 0);
        }

        // What is on its way counts at both ends.
        Assert.InRange(before.Pushed - before.InKernel, -Most, Most);
        await enough.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pushing);

        async Task PushAsync()
        {
            var bytes = new byte[RecordMemory.RecordBytes];
            while (true)
            {
                await client.WriteAsync(bytes, enough.Token);
                _ = Interlocked.Add(ref pushed, bytes.Length);
            }
        }
    }

    private static GatewayConfig Config(ListenScheme scheme, int port) => scheme != ListenScheme.Tcp
        ? Configs.To($"http://127.0.0.1:{port}") with { Listeners = [Configs.Https with { Scheme = scheme }] }
        : Configs.Empty with
        {
            Listeners = [new(new(IPAddress.Loopback, 0), ListenScheme.Tcp) { Stream = "db" }],
            Streams = [StreamTests.Stream(new DnsEndPoint("127.0.0.1", port))],
        };

    // What waits in the sockets of both connections, at either end, by proc_net_tcp(5): sl local remote st tx:rx.
    private static long InKernel(params int[] ports)
    {
        string[] ends = [.. ports.Select(port => string.Create(CultureInfo.InvariantCulture, $":{port:X4}"))];
        return File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => ends.Any(end => row[1].EndsWith(end, StringComparison.Ordinal)
                || row[2].EndsWith(end, StringComparison.Ordinal)))
            .SelectMany(row => row[4].Split(':'))
            .Sum(queue => Convert.ToInt64(queue, 16));
    }
}
