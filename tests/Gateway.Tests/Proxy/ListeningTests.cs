using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Proxy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Proxy;

public sealed class ListeningTests
{
    [Theory]
    [InlineData("192.0.2.123")]
    [InlineData("2001:db8::123")]
    public async Task An_address_of_another_machine_can_be_listened_on(string address)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 || !address.Contains(':', StringComparison.Ordinal), "no IPv6 here");
        var listener = new ListenEndpoint(new(IPAddress.Parse(address), 0), ListenScheme.Https);

        await using var proxy = await RunningProxy.StartAsync(Configs.Empty with { Listeners = [listener] });

        Assert.Equal(IPAddress.Parse(address), proxy.Server.Listeners.Single().EndPoint.Address);
        Assert.NotEqual(0, proxy.Port);
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    [Fact]
    public async Task The_star_listens_on_both_families()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "no IPv6 here");
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty);
        using var four = new TcpClient(AddressFamily.InterNetwork);
        using var six = new TcpClient(AddressFamily.InterNetworkV6);

        await four.ConnectAsync(IPAddress.Loopback, proxy.Port, RunningProxy.Timeout);
        await six.ConnectAsync(IPAddress.IPv6Loopback, proxy.Port, RunningProxy.Timeout);

        Assert.True(four.Connected && six.Connected);
    }

    [Fact]
    public async Task A_port_in_use_is_one_error_that_says_which_and_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var free = new ListenEndpoint(new(IPAddress.Loopback, 0), ListenScheme.Http);
        var occupied = new ListenEndpoint((IPEndPoint)taken.LocalEndpoint, ListenScheme.Https);
        var config = Configs.Empty with { Listeners = [free, occupied] };

        var error = await Assert.ThrowsAsync<ListenException>(
            () => ProxyServer.StartAsync(config, NullLoggerFactory.Instance, TimeProvider.System, default, default));

        var (address, port) = (occupied.EndPoint, occupied.EndPoint.Port);
        Assert.Equal(
            $"Cannot listen on {address}: another program does. See which with: ss -ltnp 'sport = :{port}'. Stop "
            + "it, or change Listen.",
            error.Message);
    }

    [Fact]
    public void A_refused_address_frees_those_bound_before()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var probe = new BoundListeners([new(new(IPAddress.Loopback, 0), ListenScheme.Http)]);
        var free = probe.Configured.Single();
        probe.Dispose();

        var occupied = new ListenEndpoint((IPEndPoint)taken.LocalEndpoint, ListenScheme.Http);
        Assert.Throws<ListenException>(() => new BoundListeners([free, occupied]));

        using var again = new BoundListeners([free]);
        Assert.Equal(free, again.Configured.Single());
    }

    [Fact]
    public void Two_gateways_that_start_at_once_do_not_both_get_a_port()
    {
        using var one = new BoundListeners([new(new(IPAddress.Loopback, 0), ListenScheme.Http)]);

        Assert.Throws<ListenException>(() => new BoundListeners(one.Configured));
    }

    [Theory]
    [InlineData("Https:[::]", "Https:127.0.0.1")]
    [InlineData("Https:0.0.0.0", "Https:127.0.0.1")]
    [InlineData("Https:127.0.0.2", "Https:127.0.0.2")]
    [InlineData("Http:[::] Https:192.0.2.1", "Https:127.0.0.1 (own)")]
    [InlineData("Http:192.0.2.1", "Http:127.0.0.1 (own)")]
    [InlineData("Http:[::]", "Http:127.0.0.1")]
    [InlineData("", "Https:127.0.0.1 (own)")]
    public void The_self_test_has_an_address_that_is_always_ours(string listeners, string expected)
    {
        var configured = listeners.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse);

        using var bound = new BoundListeners([.. configured]);

        var own = bound.All.Count > bound.Configured.Length ? " (own)" : "";
        Assert.Equal(expected, $"{bound.SelfTest.Scheme}:{bound.SelfTest.EndPoint.Address}{own}");
    }

    private static ListenEndpoint Parse(string text)
    {
        var scheme = Enum.Parse<ListenScheme>(text.Split(':')[0]);
        return new(new(IPAddress.Parse(text[(scheme.ToString().Length + 1)..]), 0), scheme);
    }
}
