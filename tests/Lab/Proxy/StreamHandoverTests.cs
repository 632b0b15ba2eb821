using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Proxy;

/// <summary>Streams when the address moves (issue 6, points 5 and 7): a connection that cannot come along is reset at
/// once, instead of hanging until somebody's patience ends, and the next one reaches the other machine.</summary>
[InParallel]
public sealed class StreamHandoverTests
{
    private const int Port = 5432;
    private const string LastChunk = "0\r\n\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The idle time of a stream is 10 min, a client's own patience longer: a second is at once.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    [LabFact]
    public async Task A_stream_is_reset_when_the_address_goes_and_a_new_one_reaches_the_other_machine()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = AddStream,
        });
        pair.Upstream.Start();
        await pair.StartAsync();
        await Demo.DemoCommand.UntilServedAsync(pair.Segment.Client);

        // A drain gives requests and streams their time first; these do not end.
        TimeSpan byDrain = await ResetAfterAsync(pair, "a", "10.77.0.11", () => Type(pair, "drain"), "b");
        // The other machine takes its addresses back: without warning for who loses them.
        TimeSpan byPriority = await ResetAfterAsync(pair, "b", "10.77.0.12", () => Type(pair, "undrain"), "a");
        using Socket again = await ConnectAsync(pair);
        string back = await AskAsync(again);

        Assert.EndsWith("through 10.77.0.11", back, StringComparison.Ordinal);
        Console.WriteLine(
            $"    Open streams were reset {byDrain.TotalMilliseconds:0} ms after a drain took the address, and "
            + $"{byPriority.TotalMilliseconds:0} ms after a higher priority did");
    }

    // How long after the address went the client of a quiet stream through that machine knew.
    private static async Task<TimeSpan> ResetAfterAsync(
        Pair pair, string owner, string through, Action move, string next)
    {
        Socket open = await ConnectAsync(pair);
        string answer = await AskAsync(open);
        Assert.EndsWith($"through {through}", answer, StringComparison.Ordinal);
        Task<(SocketError Error, TimeSpan At)> end = EndOfAsync(open);
        TimeSpan begin = LabClock.Now;

        move();

        await pair.SettleAsync(next);
        TimeSpan gone = pair.History.First(owner, held: false, begin)!.Value;
        (SocketError error, TimeSpan at) = await end.WaitAsync(Patience);
        Assert.Equal(SocketError.ConnectionReset, error);
        Assert.InRange(at - gone, TimeSpan.MinValue, AtOnce);
        return at - gone;
    }

    private static void AddStream(JsonObject root)
    {
        root["Listen"]!["DrainTime"] = "300ms";
        root["Streams"] = new JsonObject
        {
            ["db"] = new JsonObject { ["Listen"] = $"*:{Port}", ["To"] = "10.77.0.20:8080" },
        };
    }

    private static void Type(Pair pair, string command)
    {
        var (code, text) = ((GatewayNode)pair.A).Type(command);
        Assert.True(code == 0, text);
    }

    private static async Task<Socket> ConnectAsync(Pair pair)
    {
        using var limit = new CancellationTokenSource(Patience);
        Socket socket = pair.Segment.Client.Namespace.CreateSocket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(PairSettings.VirtualAddress, Port), limit.Token);
        return socket;
    }

    // The application answers HTTP, in chunks, and keeps the connection; it says by whom it was asked, which of a
    // stream is the machine.
    private static async Task<string> AskAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        await socket.SendAsync("GET / HTTP/1.1\r\nHost: app.example.com\r\n\r\n"u8.ToArray(), limit.Token);
        var answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!answer.ToString().EndsWith(LastChunk, StringComparison.Ordinal))
        {
            int received = await socket.ReceiveAsync(buffer, limit.Token);
            Assert.NotEqual(0, received);
            answer.Append(Encoding.ASCII.GetString(buffer, 0, received));
        }

        return answer.ToString()[..^LastChunk.Length].TrimEnd();
    }

    private static async Task<(SocketError Error, TimeSpan At)> EndOfAsync(Socket open)
    {
        using Socket socket = open;
        byte[] buffer = new byte[1];
        try
        {
            int received = await socket.ReceiveAsync(buffer);
            return (received == 0 ? SocketError.Disconnecting : SocketError.Success, LabClock.Now);
        }
        catch (SocketException ended)
        {
            return (ended.SocketErrorCode, LabClock.Now);
        }
    }
}
