using Lab.Subjects;

namespace Lab.Peers;

/// <summary>Issue 6, point 4: floods of HTTP/2 by python3-h2, which take all of a machine. Others are served all the
/// while, and the address stays. What is malformed without being many is <c>MalformedStreamTests</c>' matter.</summary>
public sealed class FloodTests(PeersPair peers) : IClassFixture<PeersPair>
{
    private const long MostMemory = 100L << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Whoever hangs up with bytes before him that he has not read resets the connection, and his last word may be lost.
    private const string Closed = "closed";

    private static readonly Dictionary<string, string[]> Ends = new()
    {
        ["rapid_reset"] = ["GOAWAY ENHANCE_YOUR_CALM", Closed],
        ["continuation_flood"] = ["GOAWAY PROTOCOL_ERROR", Closed],
        // Nothing is too large; but Limits:HeaderTimeout ends it.
        ["empty_continuations"] = ["GOAWAY INTERNAL_ERROR", Closed],
        // Every one wants an answer (RFC 9113 sections 6.5.3 and 6.7). Who does not read his is read from no more: the
        // answers that wait are few, and the flood ends in the client's own memory.
        ["ping_flood"] = ["stuck"],
        ["settings_flood"] = ["stuck"],
    };

    [LabFact]
    public async Task Floods_of_HTTP_2_end_and_others_are_served()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Peers", "h2abuse.py");
        var gateway = (GatewayNode)peers.Pair.A;
        long before = gateway.WorkingSetBytes();
        Task<(int ExitCode, string Output)>[] running = [.. Ends.Keys.Select(attack =>
            peers.AskAsync(Limit, "/usr/bin/python3", script, $"{PairSettings.VirtualAddress}", attack))];

        await peers.ServesOthersUntilAsync(Task.WhenAll(running), Patience);

        long peak = gateway.PeakWorkingSetBytes();
        (int ExitCode, string Output)[] ended = await Task.WhenAll(running);
        Assert.All(Ends.Zip(ended), pair => Assert.True(
            pair.Second.ExitCode == 0 && pair.First.Value.Contains(pair.Second.Output.TrimEnd()),
            $"{pair.First.Key}: {pair.Second.Output}"));
        Console.WriteLine($"    Floods of HTTP/2: working set before {before >> 20} MiB, peak {peak >> 20} MiB");
        Assert.InRange(peak - before, 0, MostMemory);
    }
}
