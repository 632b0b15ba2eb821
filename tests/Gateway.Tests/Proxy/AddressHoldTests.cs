using System.Net;
using System.Net.Sockets;
using Gateway.Proxy;
using Gateway.Vrrp.Core;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>Who connects to an address that is about to move waits, and is neither refused nor served (issue 7, point
/// 6: a rolling upgrade fails no request).</summary>
public sealed class AddressHoldTests : IDisposable
{
    private const string Moving = "127.0.0.2";
    private const string Staying = "127.0.0.3";

    // A kernel asks again after 1 s, 2 s and 4 s (RFC 6298 section 2.1).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan NoAnswer = TimeSpan.FromMilliseconds(200);

    private readonly FakeTime _time = new();
    private readonly Socket _listener = ListenSocket.Open(new(IPAddress.IPv6Any, 0), []);
    private readonly AddressHold _hold;
    private readonly List<Socket> _clients = [];

    public AddressHoldTests() => _hold = new(() => [_listener], _time);

    public void Dispose()
    {
        _hold.Dispose();
        _listener.Dispose();
        _clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData(Moving, Staying)]
    [InlineData(Moving, "::1")]
    [InlineData("::1", Staying)]
    public async Task Who_connects_to_a_held_address_waits_and_is_served_when_it_is_free(string held, string other)
    {
        _hold.Follow([IpAddr.Parse("192.0.2.1"), IpAddr.Parse("2001:db8::1"), IpAddr.Parse(held)]);

        var waiting = ConnectAsync(held);

        await ExchangeAsync(await ConnectAsync(other).WaitAsync(Patience));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(NoAnswer));
        _hold.Follow([]);
        await ExchangeAsync(await waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Who_has_connected_before_is_served()
    {
        var client = await ConnectAsync(Moving).WaitAsync(Patience);

        _hold.Follow([IpAddr.Parse(Moving)]);

        await ExchangeAsync(client);
    }

    [Fact]
    public async Task An_address_that_is_no_longer_among_them_is_served()
    {
        _hold.Follow([IpAddr.Parse(Moving), IpAddr.Parse(Staying)]);

        _hold.Follow([IpAddr.Parse(Staying)]);

        await ExchangeAsync(await ConnectAsync(Moving).WaitAsync(Patience));
        await Assert.ThrowsAsync<TimeoutException>(() => ConnectAsync(Staying).WaitAsync(NoAnswer));
    }

    /// <summary>Whatever happens to those who asked: a machine that has the address is not deaf.</summary>
    [Fact]
    public async Task Nothing_is_held_for_longer_than_the_limit()
    {
        _hold.Follow([IpAddr.Parse(Moving)]);
        _time.Advance(AddressHold.Limit);

        _hold.Follow([IpAddr.Parse(Moving)]);

        await ExchangeAsync(await ConnectAsync(Moving).WaitAsync(Patience));
        _hold.Follow([]);
        _hold.Follow([IpAddr.Parse(Moving)]);
        await Assert.ThrowsAsync<TimeoutException>(() => ConnectAsync(Moving).WaitAsync(NoAnswer));
    }

    [Fact]
    public async Task The_end_frees_all()
    {
        _hold.Follow([IpAddr.Parse(Moving)]);

        _hold.Dispose();

        await ExchangeAsync(await ConnectAsync(Moving).WaitAsync(Patience));
    }

    [Fact]
    public async Task What_the_kernel_does_not_take_is_served()
    {
        _hold.Follow([.. Enumerable.Range(0, 3000).Select(i => IpAddr.FromIPv4(0x7F000002 + (uint)i))]);

        await ExchangeAsync(await ConnectAsync(Moving).WaitAsync(Patience));
    }

    [Fact]
    public void A_listener_that_was_closed_is_passed_over()
    {
        _hold.Follow([IpAddr.Parse(Moving)]);
        _listener.Dispose();

        _hold.Follow([IpAddr.Parse(Staying)]);
        _hold.Follow([]);
    }

    private async Task<Socket> ConnectAsync(string address)
    {
        var target = new IPEndPoint(IPAddress.Parse(address), ((IPEndPoint)_listener.LocalEndPoint!).Port);
        var client = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _clients.Add(client);
        await client.ConnectAsync(target);
        return client;
    }

    private async Task ExchangeAsync(Socket client)
    {
        using var served = await _listener.AcceptAsync().WaitAsync(Patience);
        var buffer = new byte[1];
        _ = await client.SendAsync(new byte[] { 7 });
        Assert.Equal(1, await served.ReceiveAsync(buffer).WaitAsync(Patience));
        Assert.Equal(7, buffer[0]);
    }
}
