using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Proxy;

/// <summary>What is left to read of an answer when the address moves (issue 6, point 7): the kernel of the machine that
/// gives it away can send it no longer.</summary>
[InParallel]
public sealed class UnreadAnswerTests
{
    // What the kernel takes at once.
    private const int Length = 64 * 1024;

    // Much less.
    private const int ReceiveBuffer = 8 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(1.5);

    [LabFact]
    public async Task The_address_waits_for_a_client_that_reads_slowly()
    {
        using Pair pair = await StartAsync();
        await using SslStream client = await AskAsync(pair, $"/bytes/{Length}");
        await Task.Delay(Reading, TestContext.Current.CancellationToken);
        TimeSpan begin = LabClock.Now;

        Task<(int Code, string Text)> drain = DrainAsync((GatewayNode)pair.A);
        await Task.Delay(Reading, TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await client.CopyToAsync(answer, TestContext.Current.CancellationToken).WaitAsync(Patience);
        TimeSpan ended = LabClock.Now;

        (int code, string text) = await drain;
        Assert.True(code == 0, text);
        Assert.InRange(answer.Length, Length, Length + 1024);
        await pair.SettleAsync("b");
        Assert.True(pair.History.First("a", held: false, begin) >= ended - TimeSpan.FromMilliseconds(100));
    }

    /// <summary>A telephone that sleeps, a laptop that was closed: nobody says that it is gone.</summary>
    [LabFact]
    public async Task It_does_not_wait_for_a_client_that_is_gone()
    {
        using Pair pair = await StartAsync();
        await Demo.DemoCommand.UntilServedAsync(pair.Segment.Client);
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, reuse: TimeSpan.FromHours(1), Patience);
        // HTTP/1 says no farewell.
        (client.DefaultRequestVersion, client.DefaultVersionPolicy) =
            (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        _ = await client.GetStringAsync(HttpsClient.Site);
        await Task.Delay(Reading, TestContext.Current.CancellationToken);
        IpCommand.Run("netns", "exec", pair.Segment.Client.Namespace.Name, "nft",
            "add table inet gone; add chain inet gone input { type filter hook input priority 0; }; "
            + "add rule inet gone input tcp sport 443 drop");
        TimeSpan begin = LabClock.Now;

        (int code, string text) = await DrainAsync((GatewayNode)pair.A);

        Assert.True(code == 0, text);
        await pair.SettleAsync("b");
        TimeSpan gone = pair.History.First("a", held: false, begin)!.Value - begin;
        Console.WriteLine($"    A drain with a client that is gone: the address moved after {gone.TotalSeconds:0.0} s");
        Assert.InRange(gone, TimeSpan.Zero, DrainTime / 2);
    }

    private static async Task<Pair> StartAsync()
    {
        var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = root => root["Listen"]!["DrainTime"] = $"{DrainTime.TotalSeconds}s",
        });
        pair.Upstream.Start();
        await pair.StartAsync();
        return pair;
    }

    // It waits until it is done.
    private static Task<(int Code, string Text)> DrainAsync(GatewayNode node) => Task.Run(() => node.Type("drain"));

    private static async Task<SslStream> AskAsync(Pair pair, string path)
    {
        await Demo.DemoCommand.UntilServedAsync(pair.Segment.Client);
        Socket socket = pair.Segment.Client.Namespace.CreateSocket(SocketType.Stream, ProtocolType.Tcp);
        socket.ReceiveBufferSize = ReceiveBuffer;
        await socket.ConnectAsync(PairSettings.VirtualAddress, 443);
#pragma warning disable CA5359 // Self-signed by design, and the network is four namespaces of this process.
        var tls = new SslStream(
            new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync(HttpsClient.Site.Host);
        await tls.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {PairSettings.VirtualAddress}\r\n\r\n"),
            TestContext.Current.CancellationToken);
        return tls;
    }
}
