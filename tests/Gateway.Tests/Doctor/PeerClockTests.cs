using System.Net;
using Gateway.Configuration;
using Gateway.Doctor;
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
        using var clock = new PeerClock();

        Assert.Null(await clock.AskAsync(Peer, [Nowhere], CancellationToken.None));
    }

    [Fact]
    public async Task A_question_that_is_called_off_is_no_silence()
    {
        using var clock = new PeerClock();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => clock.AskAsync(Peer, [Nowhere], new CancellationToken(canceled: true)));
    }
}
