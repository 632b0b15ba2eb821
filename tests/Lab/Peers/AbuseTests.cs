using Lab.Observers;
using Lab.Subjects;

namespace Lab.Peers;

/// <summary>Issue 6, point 4: slow clients by slowhttptest, floods of HTTP/2 by python3-h2. Others are served all the
/// while, and the address stays.</summary>
[InParallel(IsLong = true)]
public sealed class AbuseTests(PeersPair peers) : IClassFixture<PeersPair>
{
    private const long MostMemory = 200L << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What may come of it: the connection ends, or the stream, or nobody reads what is sent.
    private static readonly string[] Ends = ["closed\n", "reset\n", "stuck\n"];

    [LabFact]
    public async Task Slow_clients_are_cut_off_and_others_served()
    {
        string site = HttpsClient.Site.ToString();
        string[] common = ["slowhttptest", "-c", "40", "-r", "40", "-p", "5"];
        Task<(int, string)>[] attacks =
        [
            peers.AskAsync(Limit, [.. common, "-H", "-i", "1", "-l", "20", "-u", site]),
            // Kestrel waits 30 s for a slow body.
            peers.AskAsync(Limit, [.. common, "-B", "-i", "5", "-s", "8192", "-l", "45", "-u", site]),
            peers.AskAsync(
                Limit, [.. common, "-X", "-n", "5", "-z", "32", "-w", "512", "-y", "1024", "-l", "20", "-u", $"{site}bytes/10000000"]),
        ];

        await ServesOthersUntilAsync(Task.WhenAll(attacks));

        string[] reports = [.. (await Task.WhenAll(attacks)).Select(attack => attack.Item2)];
        Assert.All(reports, report => Assert.Contains("YES", report, StringComparison.Ordinal));
        Assert.All(reports, report => Assert.DoesNotContain("NO\n", report, StringComparison.Ordinal));
        // Of headers and bodies none is left; a slow reader has its 240 bytes a second.
        Assert.All(reports[..2], report => Assert.Contains("No open connections left", report, StringComparison.Ordinal));
    }

    [LabFact]
    public async Task Floods_of_HTTP_2_end_and_others_are_served()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Peers", "h2abuse.py");
        var gateway = (GatewayNode)peers.Pair.A;
        long before = gateway.WorkingSetBytes();
        string[] attacks =
        [
            "rapid_reset", "continuation_flood", "empty_continuations", "ping_flood", "settings_flood",
            "data_on_stream_0", "headers_with_connection", "two_lengths", "window_overflow",
        ];
        Task<(int ExitCode, string Output)>[] running = [.. attacks.Select(attack =>
            peers.AskAsync(Limit, "/usr/bin/python3", script, $"{PairSettings.VirtualAddress}", attack))];

        await ServesOthersUntilAsync(Task.WhenAll(running));

        (int ExitCode, string Output)[] ended = await Task.WhenAll(running);
        Assert.All(attacks.Zip(ended), pair => Assert.True(
            pair.Second.ExitCode == 0 && Ends.Contains(pair.Second.Output), $"{pair.First}: {pair.Second.Output}"));
        Assert.InRange(gateway.WorkingSetBytes() - before, long.MinValue, MostMemory);
    }

    private async Task ServesOthersUntilAsync(Task over)
    {
        using HttpClient client = HttpsClient.Create(peers.Pair.Segment.Client, TimeSpan.Zero, Patience);
        int answered = 0;
        while (!over.IsCompleted)
        {
            Assert.True(PeersPair.Answers(client), $"no answer within {Patience} after {answered} others");
            answered++;
            await Task.WhenAny(over, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        Assert.Equal("a", peers.Pair.History.Owners);
        Assert.InRange(answered, 1, int.MaxValue);
    }
}
