using Lab.Observers;
using Lab.Subjects;

namespace Lab.Peers;

/// <summary>Issue 6, point 4: slow clients by slowhttptest. Others are served all the while, and the address
/// stays.</summary>
public sealed class SlowClientTests(PeersPair peers) : IClassFixture<PeersPair>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Less than any of the slow ones takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [LabFact]
    public async Task Slow_clients_are_cut_off_and_others_served()
    {
        string site = HttpsClient.Site.ToString();
        string[] common = ["slowhttptest", "-c", "40", "-r", "40", "-p", $"{Patience.TotalSeconds}"];
        Task<(int, string)>[] attacks =
        [
            peers.AskAsync(Limit, [.. common, "-H", "-i", "1", "-l", "20", "-u", site]),
            // Kestrel waits 30 s for a slow body.
            peers.AskAsync(Limit, [.. common, "-B", "-i", "5", "-s", "8192", "-l", "45", "-u", site]),
            peers.AskAsync(
                Limit, [.. common, "-X", "-n", "5", "-z", "32", "-w", "512", "-y", "1024", "-l", "20", "-u", $"{site}bytes/10000000"]),
        ];

        await peers.ServesOthersUntilAsync(Task.WhenAll(attacks), Patience);

        string[] reports = [.. (await Task.WhenAll(attacks)).Select(attack => attack.Item2)];
        Assert.All(reports, report => Assert.Contains("YES", report, StringComparison.Ordinal));
        Assert.All(reports, report => Assert.DoesNotContain("NO\n", report, StringComparison.Ordinal));
        // Of headers and bodies none is left; a slow reader has its 240 bytes a second.
        Assert.All(reports[..2], report => Assert.Contains("No open connections left", report, StringComparison.Ordinal));
    }
}
