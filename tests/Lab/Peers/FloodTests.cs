using Lab.Subjects;

namespace Lab.Peers;

/// <summary>Issue 6, point 4: floods of HTTP/2 by python3-h2, which take all of a machine. Others are served all the
/// while, and the address stays.</summary>
public sealed class FloodTests(PeersPair peers) : IClassFixture<PeersPair>
{
    private const long MostMemory = 200L << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What may come of it: the connection ends, or the stream, or nobody reads what is sent.
    private static readonly string[] Ends = ["closed\n", "reset\n", "stuck\n"];

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

        await peers.ServesOthersUntilAsync(Task.WhenAll(running), Patience);

        (int ExitCode, string Output)[] ended = await Task.WhenAll(running);
        Assert.All(attacks.Zip(ended), pair => Assert.True(
            pair.Second.ExitCode == 0 && Ends.Contains(pair.Second.Output), $"{pair.First}: {pair.Second.Output}"));
        Assert.InRange(gateway.WorkingSetBytes() - before, long.MinValue, MostMemory);
    }
}
