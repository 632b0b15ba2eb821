using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Admin.Operation;
using Gateway.Configuration;
using Gateway.Proxy.Streams;
using Shared;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Drain of one destination of a stream (issue 6, points 3 and 5): no new connections, and those that are open
/// go on.</summary>
public sealed class StreamDrainTests
{
    [Fact]
    public async Task New_connections_go_elsewhere_and_the_drain_waits_for_open_ones()
    {
        using var one = TcpServer.Echo("1");
        using var two = TcpServer.Echo("2");
        await using var proxy = await RunningProxy.StartAsync(
            StreamTests.Config(StreamTests.Stream(one.Address, two.Address)));
        var drain = Drain(proxy);
        var target = drain.Find($"db/{one.Address.Host}:{one.Address.Port}", out var problem);
        Assert.Equal("", problem);
        await using var open = await proxy.ConnectAsync(RunningProxy.Timeout);
        Assert.Equal("1", await ReadAsync(open));

        var draining = drain.DrainAsync(target!, RunningProxy.Timeout);

        for (var i = 0; i < 3; i++)
        {
            await using var next = await proxy.ConnectAsync(RunningProxy.Timeout);
            Assert.Equal("2", await ReadAsync(next));
        }

        Assert.False(draining.IsCompleted);
        await open.WriteAsync("!"u8.ToArray(), RunningProxy.Timeout);
        Assert.Equal("!", await ReadAsync(open));
        open.Socket.Shutdown(SocketShutdown.Send);
        var report = await draining;
        Assert.True(
            report is { Kind: "stream", Drained: true, Changed: true, Requests: 0, Others: 1 }, report.ToString());
        Assert.Contains(proxy.Log.Lines, line => line.EndsWith(
            $"{one.Address.Port} is drained: its 1 connection(s) go on, and no new ones come; 1 of the stream get them.",
            StringComparison.Ordinal));

        Assert.True(drain.Undrain(target!) is { Drained: false, Changed: true, Others: 2 });
        await using var back = await proxy.ConnectAsync(RunningProxy.Timeout);
        Assert.Equal("1", await ReadAsync(back));
    }

    [Fact]
    public async Task A_reload_keeps_the_drain_and_what_is_known()
    {
        using var one = TcpServer.Echo("1");
        using var two = TcpServer.Echo("2");
        var stream = StreamTests.Stream(one.Address);
        await using var proxy = await RunningProxy.StartAsync(StreamTests.Config(stream));
        await using var open = await proxy.ConnectAsync(RunningProxy.Timeout);
        Assert.Equal("1", await ReadAsync(open));
        proxy.Server.Streams.Find("db")!.Drain(proxy.Server.Streams.Find("db")!.Destinations[0], drained: true);

        proxy.Server.Follow(StreamTests.Config(StreamTests.Stream(one.Address, two.Address)));

        var kept = proxy.Server.Streams.Find("db")!.Destinations[0];
        Assert.Equal((true, 1, 1L), (kept.IsDrained, kept.Open, kept.Total));
        await using var next = await proxy.ConnectAsync(RunningProxy.Timeout);
        Assert.Equal("2", await ReadAsync(next));
    }

    [Fact]
    public async Task Of_a_stream_whose_last_destination_is_out_connections_are_closed()
    {
        using var one = TcpServer.Echo("1");
        await using var proxy = await RunningProxy.StartAsync(StreamTests.Config(StreamTests.Stream(one.Address)));
        proxy.Server.Streams.Find("db")!.Drain(proxy.Server.Streams.Find("db")!.Destinations[0], drained: true);

        var ended = await Record.ExceptionAsync(async () =>
        {
            await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);
            _ = await ReadAsync(client);
        });

        // Reset before it was seen to be open, or after.
        Assert.True(ended is IOException or SocketException, $"{ended}");
        Assert.Contains(proxy.Log.Lines, line => line.Contains(
            "Stream db: 1 connection(s) closed since the last such line: every destination is drained",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_none_is_named_with_those_that_are()
    {
        await using var proxy = await RunningProxy.StartAsync(Configs.To("http://127.0.0.1:1") with
        {
            Streams =
            [
                StreamTests.Stream(new DnsEndPoint("10.0.0.1", 5432), new DnsEndPoint("fd00::1", 5432)),
                StreamTests.Stream(new DnsEndPoint("one", 1)) with { Name = "app" },
            ],
        });
        var drain = Drain(proxy);

        Assert.Equal("[fd00::1]:5432", drain.Find("db/[fd00::1]:5432", out _)?.Destination);
        Assert.Null(drain.Find("db/10.0.0.2:5432", out var problem));
        Assert.Equal("There is no destination of db \"10.0.0.2:5432\"; did you mean \"10.0.0.1:5432\"?", problem);
        Assert.Null(drain.Find("web", out problem));
        Assert.Equal("There is no cluster or stream \"web\"; known: app, db.", problem);
        // A stream may have the name of a cluster.
        Assert.Equal("stream", drain.Find("app/one:1", out _)?.Kind);
        Assert.Equal("cluster", drain.Find("app/one", out _)?.Kind);
    }

    [Fact]
    public void What_is_known_of_a_destination_says_since_when()
    {
        var time = new FakeTime();
        var destination = new StreamDestination(new("10.0.0.1", 5432), time);
        Assert.Equal(new StreamWord(null, "", null), destination.Word);

        Assert.False(destination.FailProbe("Connection refused"));
        Assert.Null(destination.Word.IsUp);
        Assert.True(destination.FailProbe("Connection refused"));
        var since = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(destination.FailProbe("no answer in time"));
        Assert.Equal(new StreamWord(false, "no answer in time", since), destination.Word);
        Assert.True(destination.Succeed());
        Assert.Equal(new StreamWord(true, "answers", time.GetUtcNow()), destination.Word);
    }

    private static DestinationDrain Drain(RunningProxy proxy) => new(
        proxy.Server.Destinations, proxy.Server.Drains, proxy.Server.Streams, TimeProvider.System);

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var bytes = new byte[1];
        await stream.ReadExactlyAsync(bytes, RunningProxy.Timeout);
        return Encoding.ASCII.GetString(bytes);
    }
}
