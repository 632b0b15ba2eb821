using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Configuration;
using Shared;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Issue 6, point 5: TCP proxy on own ports.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Bytes_go_both_ways_and_the_end_of_either_side_is_passed_on()
    {
        // It answers only when the client has said all: a half-closed connection goes on.
        using var server = new TcpServer(async stream =>
        {
            using var said = new MemoryStream();
            await stream.CopyToAsync(said);
            await stream.WriteAsync(said.ToArray());
        });
        await using var proxy = await StartAsync(Stream(server.Address));
        var sent = new byte[3 << 20];
        new Random(6).NextBytes(sent);
        await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);

        await client.WriteAsync(sent, RunningProxy.Timeout);
        client.Socket.Shutdown(SocketShutdown.Send);
        using var received = new MemoryStream();
        await client.CopyToAsync(received, RunningProxy.Timeout);

        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task The_end_of_the_destination_comes_first_and_the_client_may_still_speak()
    {
        var heard = new TaskCompletionSource<string>();
        using var server = new TcpServer(async stream =>
        {
            await stream.WriteAsync("hello"u8.ToArray());
            stream.Socket.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream);
            var said = await reader.ReadToEndAsync();
            _ = said.Length > 0 && heard.TrySetResult(said);
        });
        await using var proxy = await StartAsync(Stream(server.Address));
        await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);

        Assert.Equal("hello", await ReadAllAsync(client));
        await client.WriteAsync("goodbye"u8.ToArray(), RunningProxy.Timeout);
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal("goodbye", await heard.Task.WaitAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_destination_that_does_not_answer_is_put_aside_until_it_does()
    {
        using var good = TcpServer.Echo("good");
        var dead = new TcpServer(_ => Task.CompletedTask);
        var port = dead.Address.Port;
        dead.Dispose();
        var stream = Stream(new DnsEndPoint("127.0.0.1", port), good.Address) with
        {
            ProbeInterval = TimeSpan.FromMilliseconds(100),
        };
        await using var proxy = await StartAsync(stream);

        Assert.Equal("good", await GreetingAsync(proxy));
        await SaysAsync(proxy, "is put aside until it answers a probe");
        using var back = new TcpServer(s => s.WriteAsync("back"u8.ToArray()).AsTask(), port);
        await SaysAsync(proxy, "answers again.");
    }

    [Fact]
    public async Task Without_any_the_connection_is_closed()
    {
        var dead = new TcpServer(_ => Task.CompletedTask);
        var address = dead.Address;
        dead.Dispose();
        await using var proxy = await StartAsync(Stream(address));

        Assert.Equal("", await GreetingAsync(proxy));

        await SaysAsync(proxy, "no destination answers");
    }

    [Fact]
    public async Task The_destination_with_the_fewest_connections_gets_the_next()
    {
        using var one = TcpServer.Echo("1");
        using var two = TcpServer.Echo("2");
        await using var proxy = await StartAsync(Stream(one.Address, two.Address));

        await using var first = await proxy.ConnectAsync(RunningProxy.Timeout);
        var greetings = (await ReadAsync(first, 1), "");
        await using var second = await proxy.ConnectAsync(RunningProxy.Timeout);
        greetings.Item2 = await ReadAsync(second, 1);

        Assert.Equal(("1", "2"), greetings);
    }

    [Fact]
    public async Task Of_several_that_have_as_few_each_gets_one_in_its_turn()
    {
        using var one = TcpServer.Echo("1");
        using var two = TcpServer.Echo("2");
        using var three = TcpServer.Echo("3");
        await using var proxy = await StartAsync(Stream(one.Address, two.Address, three.Address));

        var greetings = "";
        for (var i = 0; i < 6; i++)
        {
            greetings += await GreetingAsync(proxy);
            while (proxy.Server.Streams.All[0].Destinations.Any(destination => destination.Open > 0))
            {
                await Pause.TickAsync();
            }
        }

        Assert.Equal("123123", greetings);
    }

    [Fact]
    public async Task A_quiet_connection_ends()
    {
        using var server = TcpServer.Echo("hello");
        await using var proxy = await StartAsync(
            Stream(server.Address) with { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);

        Assert.Equal("hello", await ReadAllAsync(client));
    }

    [Fact]
    public async Task One_connection_more_than_allowed_is_closed()
    {
        using var server = TcpServer.Echo("hello");
        await using var proxy = await StartAsync(Stream(server.Address) with { MaxConnections = 1 });
        await using var first = await proxy.ConnectAsync(RunningProxy.Timeout);
        Assert.Equal("hello", await ReadAsync(first, 5));

        Assert.Equal("", await GreetingAsync(proxy));

        await first.WriteAsync("still"u8.ToArray(), RunningProxy.Timeout);
        Assert.Equal("still", await ReadAsync(first, 5));
        await SaysAsync(proxy, "1 are open, which is the limit");
    }

    [Fact]
    public async Task A_reload_changes_where_new_connections_go_and_keeps_those_that_are_there()
    {
        using var old = TcpServer.Echo("old");
        using var next = TcpServer.Echo("new");
        var config = Config(Stream(old.Address));
        await using var proxy = await RunningProxy.StartAsync(config);
        await using var open = await proxy.ConnectAsync(RunningProxy.Timeout);
        Assert.Equal("old", await ReadAsync(open, 3));

        proxy.Server.Follow(config with { Streams = [Stream(next.Address)] });

        await using var later = await proxy.ConnectAsync(RunningProxy.Timeout);
        Assert.Equal("new", await ReadAsync(later, 3));
        await open.WriteAsync("still"u8.ToArray(), RunningProxy.Timeout);
        Assert.Equal("still", await ReadAsync(open, 5));
    }

    [Theory]
    [InlineData("V1")]
    [InlineData("V2")]
    public async Task The_destination_is_told_who_the_client_is(string word)
    {
        var version = Enum.Parse<ProxyProtocolVersion>(word);
        using var server = TcpServer.Echo();
        await using var proxy = await StartAsync(Stream(server.Address) with { ProxyProtocol = version });
        await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);
        var own = (IPEndPoint)client.Socket.LocalEndPoint!;
        var expected = Gateway.Proxy.Streams.ProxyHeaderText.Write(version, own, client.Socket.RemoteEndPoint);

        await client.WriteAsync("!"u8.ToArray(), RunningProxy.Timeout);

        var received = new byte[expected.Length + 1];
        await client.ReadExactlyAsync(received, RunningProxy.Timeout);
        Assert.Equal([.. expected, (byte)'!'], received);
    }

    // Or the destination's log would tell of a broken connection for each.
    [Theory]
    [InlineData("V1")]
    [InlineData("V2")]
    public async Task A_probe_says_that_it_is_none_of_a_client(string word)
    {
        var version = Enum.Parse<ProxyProtocolVersion>(word);
        var heard = new TaskCompletionSource<byte[]>();
        using var server = new TcpServer(async stream =>
        {
            using var all = new MemoryStream();
            await stream.CopyToAsync(all);
            heard.SetResult(all.ToArray());
        });

        await using var proxy = await StartAsync(Stream(server.Address) with { ProxyProtocol = version });

        Assert.Equal(
            Gateway.Proxy.Streams.ProxyHeaderText.Write(version, null, null),
            await heard.Task.WaitAsync(RunningProxy.Timeout));
        Assert.DoesNotContain(proxy.Log.Lines, line => line.Contains("put aside", StringComparison.Ordinal));
    }

    internal static StreamConfig Stream(params DnsEndPoint[] destinations) => new()
    {
        Name = "db",
        ServerNames = [],
        Destinations = [.. destinations],
        ConnectTimeout = TimeSpan.FromSeconds(5),
        IdleTimeout = TimeSpan.FromMinutes(10),
        MaxConnections = 100,
        ProxyProtocol = ProxyProtocolVersion.None,
        ProbeInterval = TimeSpan.FromHours(1),
        ProbeTimeout = TimeSpan.FromSeconds(5),
    };

    internal static GatewayConfig Config(StreamConfig stream) => Configs.Empty with
    {
        Listeners = [new(new(IPAddress.Loopback, 0), ListenScheme.Tcp) { Stream = stream.Name }],
        Streams = [stream],
    };

    private static Task<RunningProxy> StartAsync(StreamConfig stream) => RunningProxy.StartAsync(Config(stream));

    private static async Task<string> GreetingAsync(RunningProxy proxy)
    {
        try
        {
            await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);
            client.Socket.Shutdown(SocketShutdown.Send);
            return await ReadAllAsync(client);
        }
        catch (SocketException)
        {
            // Reset before it was seen to be open.
            return "";
        }
    }

    private static async Task<string> ReadAllAsync(NetworkStream stream)
    {
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, RunningProxy.Timeout);
        }
        catch (IOException)
        {
            // Reset: it says nothing more, either.
        }

        return Encoding.ASCII.GetString(all.ToArray());
    }

    private static async Task<string> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, RunningProxy.Timeout);
        return Encoding.ASCII.GetString(bytes);
    }

    private static async Task SaysAsync(RunningProxy proxy, string words)
    {
        var deadline = RunningProxy.Timeout;
        while (!proxy.Log.Lines.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            deadline.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }
}
