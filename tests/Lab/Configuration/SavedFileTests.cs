using System.Net;
using System.Text.Json.Nodes;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Configuration;

/// <summary>The file of a running pair is edited: a new address comes, the old one does not notice, and what is wrong
/// changes nothing.</summary>
[InParallel]
public sealed class SavedFileTests
{
    private static readonly IPAddress SecondAddress = IPAddress.Parse("10.77.0.101");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [LabFact]
    public async Task A_saved_file_is_taken_up_without_a_transition_and_a_broken_one_changes_nothing()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;
        string file = Path.Combine(pair.Segment.WorkFolder, "appsettings.json");
        string first = await File.ReadAllTextAsync(file);

        JsonNode root = JsonNode.Parse(first)!;
        JsonObject instance = root["Vrrp"]!["Instances"]!.AsObject().First().Value!.AsObject();
        instance["Addresses"]!.AsArray().Add($"{SecondAddress}/24");
        await File.WriteAllTextAsync(file, root.ToJsonString());
        await Wait.UntilAsync("a has the second address", Patience, () => pair.Segment.A.Owns(SecondAddress));

        await File.WriteAllTextAsync(file, first[..^3]);
        await Wait.UntilAsync("a refuses the broken file", Patience, () => pair.A.Log.Contains(
            "is refused", StringComparison.Ordinal));
        Assert.True(pair.Segment.A.Owns(SecondAddress));

        await File.WriteAllTextAsync(file, first);
        await Wait.UntilAsync("the second address is gone", Patience, () => !pair.Segment.A.Owns(SecondAddress));
        Assert.Equal("a", pair.History.Owners);
        Assert.Null(pair.History.First("a", held: false, begin));
        Assert.Null(pair.History.First("b", held: true, begin));
    }
    /// <summary>The files of both machines come first, and the interface that they name, for example a VLAN, later.
    /// </summary>
    [LabFact]
    public async Task An_interface_that_is_not_there_changes_nothing_until_it_is()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;
        string file = Path.Combine(pair.Segment.WorkFolder, "appsettings.json");

        JsonNode root = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        JsonObject instance = root["Vrrp"]!["Instances"]!.AsObject().First().Value!.AsObject();
        instance["Addresses"]!.AsArray().Add($"{SecondAddress}/24 dev late0");
        await File.WriteAllTextAsync(file, root.ToJsonString());
        await Wait.UntilAsync("both refuse the file", Patience, () => new[] { pair.A, pair.B }.All(
            subject => subject.Log.Contains("is refused", StringComparison.Ordinal)));
        Assert.Contains("this machine has no interface \"late0\"", pair.A.Log, StringComparison.Ordinal);

        foreach (SegmentNode node in new[] { pair.Segment.A, pair.Segment.B })
        {
            node.Ip("link", "add", "late0", "up", "type", "bridge");
        }

        await Wait.UntilAsync("a has the second address", Patience, () => pair.Segment.A.Owns(SecondAddress));
        Assert.Equal("a", pair.History.Owners);
        Assert.Null(pair.History.First("a", held: false, begin));
        Assert.Null(pair.History.First("b", held: true, begin));
    }
}
