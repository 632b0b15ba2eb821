using System.Collections.Immutable;
using System.Net;
using Gateway.Configuration;
using Gateway.Doctor;
using Gateway.Tests.Proxy;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Doctor;

public sealed class PeerClockTests
{
    private static readonly VrrpNode Peer = new("edge-b", 100, IpAddr.Parse("127.0.0.1"));
    private static readonly ListenEndpoint Nowhere = new(new IPEndPoint(IPAddress.Loopback, 1), ListenScheme.Http);

    [Fact]
    public async Task Who_does_not_answer_has_no_clock()
    {
        using var clock = new PeerClock([]);

        Assert.Null(await clock.AskAsync(Peer, [Nowhere], CancellationToken.None));
    }

    [Theory]
    [InlineData(ListenScheme.Http)]
    [InlineData(ListenScheme.Https)]
    internal async Task A_peer_that_expects_a_PROXY_header_gets_one(ListenScheme scheme)
    {
        var everybody = ImmutableArray.Create(System.Net.IPNetwork.Parse("0.0.0.0/0"));
        await using var proxy = await RunningProxy.StartAsync(Configs.Empty with
        {
            Listeners = [Configs.Https with { Scheme = scheme }], ProxyProtocolFrom = everybody,
        });
        using var clock = new PeerClock(everybody);

        Assert.NotNull(await clock.AskAsync(Peer, proxy.Server.Listeners, RunningProxy.Timeout));
    }

    [Fact]
    public async Task A_question_that_is_called_off_is_no_silence()
    {
        using var clock = new PeerClock([]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => clock.AskAsync(Peer, [Nowhere], new CancellationToken(canceled: true)));
    }
}
