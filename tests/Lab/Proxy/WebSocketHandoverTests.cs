using System.Net.WebSockets;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Proxy;

/// <summary>A WebSocket when the address moves (issue 6, point 7): it has the time of the drain and no more, and its
/// client knows at once when that is over.</summary>
[InParallel]
public sealed class WebSocketHandoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    /// <summary>An echo comes every 50 ms; who only listens on a lost connection waits for minutes.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    [LabFact]
    public async Task It_talks_on_until_the_deadline_is_cut_off_then_and_a_new_one_reaches_the_other_machine()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = root => root["Listen"]!["DrainTime"] = $"{DrainTime.TotalSeconds}s",
        });
        pair.Upstream.Start();
        await pair.StartAsync();
        await Demo.DemoCommand.UntilServedAsync(pair.Segment.Client);
        await using EchoSocket open = await EchoSocket.OpenAsync(pair.Segment.Client);
        await Wait.UntilAsync("it echoes", Patience, () => open.Echoes > 0);
        using var invoker = new HttpMessageInvoker(HttpsClient.CreateHandler(pair.Segment.Client, Patience));
        using var quiet = new ClientWebSocket();
        await quiet.ConnectAsync(EchoSocket.Address, invoker, TestContext.Current.CancellationToken);
        Task<WebSocketReceiveResult> word = quiet.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
        TimeSpan begin = LabClock.Now;

        var (code, text) = ((GatewayNode)pair.A).Type("drain");

        Assert.True(code == 0, text);
        await pair.SettleAsync("b");
        TimeSpan gone = pair.History.First("a", held: false, begin)!.Value;
        await Wait.UntilAsync("it breaks", AtOnce, () => open.Failure is not null);
        await Assert.ThrowsAsync<WebSocketException>(() => word.WaitAsync(AtOnce));
        Assert.InRange(gone - begin, DrainTime, DrainTime + pair.Settings.GenerousTakeover);
        Assert.InRange(gone - open.LastEcho, -AtOnce, AtOnce);
        await using EchoSocket next = await EchoSocket.OpenAsync(pair.Segment.Client);
        await Wait.UntilAsync("a new one echoes", Patience, () => next.Echoes > 0);
        Assert.Equal("b", pair.History.Owners);
    }
}
