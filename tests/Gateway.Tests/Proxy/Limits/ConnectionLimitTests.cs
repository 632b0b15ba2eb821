using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Gateway.Proxy.Limits;
using Microsoft.AspNetCore.Connections;
using Shared;

namespace Gateway.Tests.Proxy.Limits;

public sealed class ConnectionLimitTests : IDisposable
{
    private readonly RecordedLog _log = new();
    private readonly FakeTime _time = new();
    private readonly TaskCompletionSource _leave = new();
    private int _served;

    [Fact]
    public async Task A_connection_beyond_the_limit_is_not_served()
    {
        var limit = Limit(2);
        var open = new[] { ServeAsync(limit), ServeAsync(limit) };

        await ServeAsync(limit);

        Assert.Equal(2, _served);
        Assert.All(open, connection => Assert.False(connection.IsCompleted));
    }

    [Fact]
    public async Task A_connection_that_ends_makes_room_for_another()
    {
        var limit = Limit(1);
        var first = ServeAsync(limit);
        await ServeAsync(limit);
        _leave.SetResult();
        await first;

        await ServeAsync(limit);

        Assert.Equal(2, _served);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.2")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:127.0.0.2")]
    public void A_connection_from_loopback_is_served_beyond_the_limit(string address)
    {
        var limit = Limit(1);
        _ = ServeAsync(limit);

        _ = ServeAsync(limit, address);

        Assert.Equal(2, _served);
    }

    [Fact]
    public async Task Refusals_are_one_line_a_minute_with_their_count()
    {
        var limit = Limit(0);

        await ServeAsync(limit);
        await ServeAsync(limit);
        await ServeAsync(limit);
        _time.Advance(TimeSpan.FromMinutes(1));
        await ServeAsync(limit);

        Assert.Collection(
            _log.Lines,
            line => Assert.StartsWith("Warning: 1 connection(s) closed as they came", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Warning: 3 connection(s) closed as they came", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flood_of_idle_connections_does_not_fail_the_self_test()
    {
        var own = OwnAddress();
        Assert.SkipWhen(own is null, "this machine has no address but loopback");
        await using var proxy = await RunningProxy.StartAsync(
            Configs.Empty with { Limits = new() { MaxConnections = 2 } });
        using var first = await ConnectAsync(own, proxy.Port);
        using var second = await ConnectAsync(own, proxy.Port);

        using var third = await ConnectAsync(own, proxy.Port);

        Assert.Equal(0, await third.ReceiveAsync(new byte[1], RunningProxy.Timeout));
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
        Assert.Contains(proxy.Log.Lines, l => l.StartsWith("Warning: 1 connection(s)", StringComparison.Ordinal));
    }

    public void Dispose() => _log.Dispose();

    private ConnectionLimit Limit(long most)
    {
        var limit = new ConnectionLimit(_time, _log.Of<ConnectionLimit>());
        limit.Follow(most);
        return limit;
    }

    private async Task ServeAsync(ConnectionLimit limit, string from = "192.0.2.7")
    {
        await using var connection = new DefaultConnectionContext();
        connection.RemoteEndPoint = new IPEndPoint(IPAddress.Parse(from), 1234);
        await limit.ServeAsync(connection, _ =>
        {
            _served++;
            return _leave.Task;
        });
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, port, RunningProxy.Timeout);
        return socket;
    }

    private static IPAddress? OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(nic => nic.OperationalStatus == OperationalStatus.Up)
        .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
}
