using Lab.Observers;
using Lab.Subjects;

namespace Lab.Health;

/// <summary>What README tells authors of plugins, word for word: write, build, drop in, see it fail over.</summary>
[InParallel(IsLong = true)]
public sealed class WalkThroughTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [LabFact]
    public async Task A_plugin_of_one_s_own_moves_the_address_as_the_readme_says()
    {
        using var author = new WalkThrough();
        await author.BuildAsync();
        var settings = new PairSettings
        {
            PriorityA = 150,
            PriorityB = 100,
            Adjust = root =>
            {
                root["Plugins"]!["Folder"] = author.PluginsFolder;
                root["HealthChecks"] = author.Configuration["HealthChecks"]!.DeepClone();
                GatewayConfiguration.Instance(root)["Track"] = new System.Text.Json.Nodes.JsonObject { ["space"] = -60 };
            },
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        await pair.StartAsync();
        await author.RunOnAsync(pair.A.ProcessId, author.Commands[2]);
        await author.RunOnAsync(pair.B.ProcessId, author.Commands[2]);

        // On a busy machine the first look may be too late to count.
        await Wait.UntilAsync("both have looked", Patience, () => HasLooked(pair.A) && HasLooked(pair.B));
        await pair.SettleAsync("a");

        await author.RunOnAsync(pair.A.ProcessId, author.Commands[3]);
        await pair.SettleAsync("b");
        await author.RunOnAsync(pair.A.ProcessId, author.Commands[4]);
        await pair.SettleAsync("a");

        Assert.Contains("Check space is down: only 0 % free", pair.A.Log, StringComparison.Ordinal);
        Assert.Contains("priority 150 -> 90", pair.A.Log, StringComparison.Ordinal);
        Assert.Equal(5, author.Commands.Length);
    }

    private static bool HasLooked(NodeProgram node) =>
        node.Log.Contains("Check space is up", StringComparison.Ordinal);
}
