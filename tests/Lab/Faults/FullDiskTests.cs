using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Faults;

/// <summary>The disk of the Master is full: its access log and its state stop, and it serves and stays Master
/// (issue 7, point 8: the failure table).</summary>
[InParallel]
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [LabFact]
    public async Task A_full_disk_costs_lines_of_the_access_log_and_the_last_good_copy_and_is_said()
    {
        string log = "";
        var settings = new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = root => root["AccessLog"] = new JsonObject { ["File"] = log },
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        string folder = Path.Combine(pair.Segment.WorkFolder, "state-a");
        log = Path.Combine(folder, "access.log");
        using var disk = new SmallDisk(folder);
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;

        disk.Fill();
        await UntilAsync(
            pair, () => pair.A.Log.Contains("such line: No space left on device", StringComparison.Ordinal));
        new SavedFile(pair).Save(root => root["RequestId"] = true);
        await pair.A.SaysAsync("[5103] The running configuration cannot be kept");
        await RequestAsync(pair);
        disk.Free();
        long before = new FileInfo(log).Length;
        await UntilAsync(pair, () => new FileInfo(log).Length > before + 1000);

        Assert.DoesNotContain(pair.History.Events, entry => entry.At > begin);
        Assert.Equal("a", pair.History.Owners);
        string[] lines = await File.ReadAllLinesAsync(log);
        Assert.InRange(lines.Count(line => !IsJson(line)), 0, 1);
        Assert.True(IsJson(lines[^1]), lines[^1]);
    }

    private static async Task UntilAsync(Pair pair, Func<bool> condition)
    {
        TimeSpan end = LabClock.Now + Patience;
        while (!condition())
        {
            Assert.True(LabClock.Now < end, pair.Describe());
            await RequestAsync(pair);
        }
    }

    // Nobody is behind the pair: the answer is its own.
    private static async Task RequestAsync(Pair pair)
    {
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.FromMinutes(1), Patience);
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }

    private static bool IsJson(string line)
    {
        try
        {
            using var _ = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
