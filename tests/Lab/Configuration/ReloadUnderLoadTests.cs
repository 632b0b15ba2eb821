using System.Text.Json.Nodes;
using Lab.Demo;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Configuration;

/// <summary>1,000 reloads alternating routes, certificates, virtual addresses and checks under HTTPS and WebSocket
/// load: no failed request, no transition, and no memory (issue 5, how it is proven).</summary>
public sealed class ReloadUnderLoadTests
{
    private const int Reloads = 1000;
    private const int Warmup = 200;

    // What the runtime keeps for itself comes and goes by tens of MiB.
    private const long FlatBytes = 100L << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private static readonly Action<JsonObject>[] Toggles =
    [
        root => Toggle(root["ReverseProxy"]!["Clusters"]!["web"]!["Destinations"]!.AsObject(), "two", () =>
            new JsonObject { ["Address"] = "http://10.77.0.20:8080/" }),
        root => root["Tls"] = new JsonObject
        {
            ["Certificates"] = root["Tls"]?["Certificates"]?.ToString() == "one" ? "two" : "one",
        },
        root => Toggle(GatewayConfiguration.Instance(root), "ExcludedAddresses", () => new JsonArray("10.77.0.101/24")),
        ToggleHealth,
        root => Toggle(root["ReverseProxy"]!["Routes"]!.AsObject(), "more", () => new JsonObject
        {
            ["ClusterId"] = "web",
            ["Match"] = new JsonObject { ["Hosts"] = new JsonArray("more.example.com") },
        }),
    ];

    [LabFact]
    public async Task A_thousand_reloads_fail_no_request_move_no_address_and_need_no_memory()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        pair.Upstream.Start();
        await pair.StartAsync();
        await DemoCommand.UntilServedAsync(pair.Segment.Client);
        Certificates.Write(Path.Combine(pair.Segment.WorkFolder, "one"), "one.example.com");
        Certificates.Write(Path.Combine(pair.Segment.WorkFolder, "two"), "two.example.com");
        var file = new SavedFile(pair);
        var gateway = (GatewayNode)pair.A;
        // The log shortens what it says so often; the last good copy is kept behind each reload that was taken up.
        string copy = Path.Combine(pair.Segment.WorkFolder, "state-a", "last-good.json");
        using var refused = new LogLines(pair.A.LogFile, "is refused");
        using var moved = new LogLines(pair.A.LogFile, "[1001]");
        using var movedB = new LogLines(pair.B.LogFile, "[1001]");
        (int before, int beforeB, TimeSpan begin) = (moved.Count, movedB.Count, LabClock.Now);
        await using var load = new HttpsLoad(pair.Segment.Client, Pause);
        await using EchoSocket echo = await EchoSocket.OpenAsync(pair.Segment.Client);

        long warm = 0;
        for (int reload = 0; reload < Reloads; reload++)
        {
            warm = reload == Warmup ? gateway.WorkingSetBytes() : warm;
            string kept = await File.ReadAllTextAsync(copy);
            file.Save(Toggles[reload % Toggles.Length]);
            pair.A.Reload();
            await Wait.UntilAsync(
                $"reload {reload} is taken up; {pair.A.Log[^Math.Min(2000, pair.A.Log.Length)..]}", Patience,
                () => File.ReadAllText(copy) != kept || refused.Count > 0);
        }

        long end = gateway.WorkingSetBytes();
        Console.WriteLine(
            $"    {Reloads} reloads in {(LabClock.Now - begin).TotalSeconds:0.0} s beside {load.Answered} requests "
            + $"and {echo.Echoes} echoes; working set after {Warmup} reloads {warm >> 20} MiB, "
            + $"in the end {end >> 20} MiB");
        Assert.True(load.Failed == 0, $"{load.Failed} requests failed, the last one with {load.LastFailure}");
        Assert.True(echo.Failure is null, echo.Failure);
        Assert.InRange(load.Answered, Reloads, long.MaxValue);
        Assert.Equal((0, before, beforeB), (refused.Count, moved.Count, movedB.Count));
        Assert.Null(pair.History.First("a", held: false, begin));
        Assert.Null(pair.History.First("b", held: true, begin));
        Assert.InRange(end - warm, long.MinValue, FlatBytes);
    }

    // A check by a plugin, a file that is tracked, and somebody who is told.
    private static void ToggleHealth(JsonObject root)
    {
        if (root.Remove("HealthChecks"))
        {
            _ = root.Remove("Notify");
            _ = GatewayConfiguration.Instance(root).Remove("Track");
            return;
        }

        GatewayConfiguration.AddScript(root, "true", weight: -110, "/bin/true");
        GatewayConfiguration.Instance(root)["Track"]!["file:/run/gateway-lab/none"] = 0;
        root["Notify"] = new JsonObject
        {
            ["ops"] = new JsonObject
            {
                ["Plugin"] = "NotifyScript",
                ["Settings"] = new JsonObject { ["Command"] = new JsonArray("/bin/true") },
            },
        };
    }

    private static void Toggle(JsonObject section, string key, Func<JsonNode> value)
    {
        if (!section.Remove(key))
        {
            section[key] = value();
        }
    }
}
