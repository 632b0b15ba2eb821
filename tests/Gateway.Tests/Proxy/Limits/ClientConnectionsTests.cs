using System.Net;
using Gateway.Proxy;
using Gateway.Proxy.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Gateway.Tests.Proxy.Limits;

/// <summary>Issue 6, point 4: per-client connection limits.</summary>
public sealed class ClientConnectionsTests : IDisposable
{
    private readonly RecordedLog _log = new();
    private readonly TrustedProxies _trusted = new(NullLoggerFactory.Instance);
    private readonly TaskCompletionSource _leave = new();
    private readonly ClientConnections _clients;
    private int _served;

    public ClientConnectionsTests()
    {
        _clients = new(_trusted, new FakeTime(), _log.Of<ClientConnections>());
        _clients.Follow(2);
    }

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7")]
    [InlineData("2001:db8::7", "2001:db8::8:9")]
    public async Task A_client_that_has_as_many_as_it_may_gets_no_more(string address, string same)
    {
        var open = new[] { ServeAsync(address), ServeAsync(same) };

        await ServeAsync(address);

        Assert.Equal(2, _served);
        Assert.All(open, connection => Assert.False(connection.IsCompleted));
        Assert.StartsWith(
            "Warning: 1 connection(s) closed as they came", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.8")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    public void Others_are_served_and_trusted_proxies_and_this_machine_without_limit(string address)
    {
        _trusted.Follow([System.Net.IPNetwork.Parse("10.0.0.0/8")]);
        var isFree = address != "192.0.2.8";
        _ = ServeAsync("192.0.2.7");
        _ = ServeAsync("192.0.2.7");

        for (var i = 0; i < 5; i++)
        {
            _ = ServeAsync(address);
        }

        Assert.Equal(2 + (isFree ? 5 : 2), _served);
    }

    [Fact]
    public async Task A_connection_that_ends_makes_room_and_nothing_is_remembered_of_it()
    {
        var open = new[] { ServeAsync("192.0.2.7"), ServeAsync("192.0.2.7") };
        await ServeAsync("192.0.2.7");
        Assert.Equal(1, _clients.Clients);

        _leave.SetResult();
        await Task.WhenAll(open);
        await ServeAsync("192.0.2.7");

        Assert.Equal(3, _served);
        Assert.Equal(0, _clients.Clients);
    }

    private async Task ServeAsync(string from)
    {
        await using var connection = new DefaultConnectionContext();
        connection.RemoteEndPoint = new IPEndPoint(IPAddress.Parse(from), 1234);
        await _clients.ServeAsync(connection, _ =>
        {
            _served++;
            return _leave.Task;
        });
    }
}
