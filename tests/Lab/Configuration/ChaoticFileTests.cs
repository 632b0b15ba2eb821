using System.Net;
using System.Text.Json.Nodes;
using Lab.Demo;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Configuration;

/// <summary>Everything that can happen to a file happens to the file of a pair that serves: truncate, delete, rename,
/// chmod, invalid JSON, valid but wrong, two writers (issue 5, how it is proven).</summary>
[InParallel]
public sealed class ChaoticFileTests
{
    private static readonly IPAddress SecondAddress = IPAddress.Parse("10.77.0.101");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    [LabFact]
    public async Task The_edge_serves_all_the_time_and_takes_up_the_good_file_in_the_end()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            ObeysFileModes = true,
        });
        pair.Upstream.Start();
        await pair.StartAsync();
        await DemoCommand.UntilServedAsync(pair.Segment.Client);
        var file = new SavedFile(pair);
        (string good, string path, TimeSpan begin) = (file.Text, file.Path, LabClock.Now);
        using var refusals = new LogLines(pair.A.LogFile, "is refused");
        await using var load = new HttpsLoad(pair.Segment.Client, Pause);

        await RefusedAsync("unreadable", () => File.SetUnixFileMode(path, UnixFileMode.None));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await RefusedAsync("cut in the middle", () => File.WriteAllText(path, good[..(good.Length / 2)]));
        await RefusedAsync("empty", () => File.WriteAllText(path, ""));
        await RefusedAsync("no JSON", () => Replace(path, "listen 443 ssl;"));
        await RefusedAsync("deleted", () => File.Delete(path));
        await RefusedAsync("wrong", () => Replace(
            path, good.Replace("\"ClusterId\": \"web\"", "\"ClusterId\": \"wbe\"", StringComparison.Ordinal)));
        await RefusedAsync("a folder", () =>
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        });
        Directory.Delete(path);
        await RefusedAsync("for after a restart", () => Replace(
            path, good.Replace("\"Instances\"", "\"Recorder\": \"/tmp/x\", \"Instances\"", StringComparison.Ordinal)));
        await Task.WhenAll(ScribbleAsync(path, good[..^20]), ScribbleAsync(path, good[..^3]));
        await RefusedAsync("written by two", () => File.WriteAllText(path, good[..^5]));

        file.Save(root => GatewayConfiguration.Instance(root)["Addresses"]!.AsArray().Add($"{SecondAddress}/24"));
        await Wait.UntilAsync("the good file is taken up", Patience, () => pair.Segment.A.Owns(SecondAddress));

        Assert.True(load.Failed == 0, $"{load.Failed} requests failed, the last one with {load.LastFailure}");
        Assert.InRange(load.Answered, 1, long.MaxValue);
        Assert.Null(pair.History.First("a", held: false, begin));
        Assert.Null(pair.History.First("b", held: true, begin));

        async Task RefusedAsync(string what, Action happen)
        {
            int before = refusals.Count;
            happen();
            await Wait.UntilAsync($"a file that is {what} is refused", Patience, () => refusals.Count > before);
        }
    }

    [LabFact]
    public async Task A_boot_with_a_broken_file_runs_the_last_good_one_and_says_so()
    {
        using var pair = Pair.Create(SubjectKind.Gateway);
        await pair.StartAsync();
        var file = new SavedFile(pair);

        Assert.Equal(0, await pair.A.StopAsync());
        await pair.SettleAsync("b");
        await File.WriteAllTextAsync(file.Path, file.Text[..^20]);
        pair.A.Start();
        await pair.SettleAsync("a");

        Assert.Contains("THE LAST GOOD CONFIGURATION RUNS INSTEAD", pair.A.Log, StringComparison.Ordinal);
        // Whoever asks sees the refused file, its mistake and what goes on, until it was mended.
        var a = (GatewayNode)pair.A;
        var (code, refused) = a.Type("status");
        Assert.True(code == 0, refused);
        Assert.Contains("the file is refused since ", refused, StringComparison.Ordinal);
        Assert.Contains($"{file.Path}:", refused, StringComparison.Ordinal);

        file.Save(root => GatewayConfiguration.Instance(root)["Addresses"]!.AsArray().Add($"{SecondAddress}/24"));
        await Wait.UntilAsync("the mended file is taken up", Patience, () => pair.Segment.A.Owns(SecondAddress));
        await Wait.UntilAsync(
            "no file is refused", Patience, () => a.Type("status") is (0, var text) && !text.Contains("refused"));
    }

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    // As a program that knows of no other: piece by piece, and then all over again.
    private static async Task ScribbleAsync(string path, string text)
    {
        for (int round = 0; round < 10; round++)
        {
            await using var file = new FileStream(
                path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            foreach (byte[] piece in System.Text.Encoding.UTF8.GetBytes(text).Chunk(100))
            {
                await file.WriteAsync(piece);
                await file.FlushAsync();
                await Task.Yield();
            }
        }
    }
}
