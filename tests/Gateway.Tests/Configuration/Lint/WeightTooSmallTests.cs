using Gateway.Configuration;
using Gateway.Configuration.Lint;

namespace Gateway.Tests.Configuration.Lint;

/// <summary>Weights that can never move the addresses are told, and run.</summary>
public sealed class WeightTooSmallTests
{
    [Theory]
    [InlineData("150 100", "-51")]
    [InlineData("150 100", "51")]
    [InlineData("150 100", "0")]
    [InlineData("150 100", "-60 -60")]
    [InlineData("150 100", "-30 -30")] // two failures together
    [InlineData("150 100", "-60 -45")] // the peer has lost one, this node loses the other
    [InlineData("100 100", "-1")]
    [InlineData("200 150 100", "-51")]
    [InlineData("200 199 100", "-2")] // moves them between the first two
    [InlineData("150", "-2")]
    [InlineData("255 100", "-2")]
    public async Task A_weight_that_moves_them_in_some_case_is_no_finding(string priorities, string weights) =>
        Assert.Empty(await FindAsync(priorities, weights));

    [Theory]
    [InlineData("150 100", "-2", "-2 can never move the addresses: "
        + "edge-a at 150 - 2 = 148 still beats edge-b at 100; use -51 or lower.")]
    [InlineData("150 100", "-50", "-50 can never move the addresses: "
        + "edge-a at 150 - 50 = 100 only equals edge-b at 100; use -51 or lower.")]
    [InlineData("150 100", "2", "2 can never move the addresses: "
        + "edge-a at 152 - 2 = 150 still beats edge-b at 102; use 51 or higher.")]
    [InlineData("100 150", "20", "20 can never move the addresses: "
        + "edge-b at 170 - 20 = 150 still beats edge-a at 120; use 51 or higher.")]
    [InlineData("250 150 100", "-20", "-20 can never move the addresses: "
        + "edge-b at 150 - 20 = 130 still beats edge-c at 100; use -51 or lower.")]
    [InlineData("150 100", "-2 -60", "-2 can never move the addresses: "
        + "edge-a at 150 - 2 = 148 still beats edge-b at 100; use -51 or lower.")]
    [InlineData("2 1", "-10", "-10 can never move the addresses: "
        + "edge-a at 1 only equals edge-b at 1; bring the priorities of the nodes closer, and off 1 and 254.")]
    public async Task A_weight_that_never_moves_them_is_told_with_the_sum(
        string priorities, string weights, string message) =>
        Assert.Equal(
            ["appsettings.json:1:" + Column(priorities, weights) + ": warning [weight-too-small] "
                + "Vrrp:Instances:lan4:Track:file:/0: " + message],
            await FindAsync(priorities, weights));

    [Fact]
    public async Task It_is_measured_by_the_priorities_of_its_instance()
    {
        Assert.Single(await FindAsync("150 100", "-20"));
        Assert.Empty(await FindAsync("150 100", "-20", "\"Priorities\": { \"edge-b\": 140 }, "));
        Assert.Single(await FindAsync("150 140", "-20", "\"Priorities\": { \"edge-b\": 100 }, "));
    }

    [Fact]
    public async Task The_weights_of_all_kinds_of_trackers_are_measured() =>
        Assert.Equal(
            ["proxy", "interface:eth1", "file:/run/x"],
            (await ParseAsync(Text("150 100", "\"proxy\": -2, \"interface:eth1\": -2, \"file:/run/x\": 2"))).Warnings
                .Where(found => found.Id == "weight-too-small")
                .Select(found => found.Path["Vrrp:Instances:lan4:Track:".Length..]));

    // Of the value, counted from 1.
    private static int Column(string priorities, string weights) =>
        Text(priorities, Track(weights)).IndexOf("\"file:/0\"", StringComparison.Ordinal) + "\"file:/0\": ".Length + 1;

    private static async Task<IEnumerable<string>> FindAsync(string priorities, string weights, string more = "")
    {
        var result = await ParseAsync(Text(priorities, Track(weights), more));
        return result.Warnings.Where(found => found.Id == new WeightTooSmall().Id).Select(found => found.ToString());
    }

    private static async Task<ConfigurationResult> ParseAsync(string text)
    {
        var result = await ConfigText.ParseAsync(text);
        _ = ConfigText.Valid(result);
        return result;
    }

    private static string Track(string weights) =>
        string.Join(", ", weights.Split(' ').Select((weight, i) => $"\"file:/{i}\": {weight}"));

    private static string Text(string priorities, string track, string more = "")
    {
        var nodes = priorities.Split(' ').Select((priority, i) =>
            $"\"edge-{(char)('a' + i)}\": {{ \"Priority\": {priority} }}");
        return $"{{ \"Nodes\": {{ {string.Join(", ", nodes)} }}, \"Vrrp\": {{ \"Instances\": {{ \"lan4\": {{ "
            + "\"Interface\": \"eth0\", \"VirtualRouterId\": 1, \"Peers\": \"multicast\", \"Addresses\": "
            + $"\"192.168.10.10/24\", {more}\"Track\": {{ {track} }} }} }} }} }}";
    }
}
