using System.Collections.Immutable;
using Gateway.Vrrp.Config;

namespace Vrrp.Tests.Config;

/// <summary>Facts about weights that can never move the addresses.</summary>
public sealed class VrrpConfigWeightTests
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
    public void A_weight_that_moves_them_in_some_case_is_accepted(string priorities, string weights) =>
        Assert.Empty(Errors(priorities, weights));

    [Theory]
    [InlineData("150 100", "-2", "-2 can never move the addresses: "
        + "edge-a at 150 - 2 = 148 still beats edge-b at 100; use -51 or lower.")]
    [InlineData("150 100", "-50", "-50 can never move the addresses: "
        + "edge-a at 150 - 50 = 100 only equals edge-b at 100; use -51 or lower.")]
    [InlineData("100 150", "20", "20 can never move the addresses: "
        + "edge-b at 170 - 20 = 150 still beats edge-a at 120; use 51 or higher.")]
    [InlineData("250 150 100", "-20", "-20 can never move the addresses: "
        + "edge-b at 150 - 20 = 130 still beats edge-c at 100; use -51 or lower.")]
    [InlineData("150 100", "-2 -60", "-2 can never move the addresses: "
        + "edge-a at 150 - 2 = 148 still beats edge-b at 100; use -51 or lower.")]
    [InlineData("2 1", "-10", "-10 can never move the addresses: "
        + "edge-a at 1 only equals edge-b at 1; bring the priorities of the nodes closer, and off 1 and 254.")]
    public void A_weight_that_never_moves_them_is_an_error(string priorities, string weights, string message)
    {
        var error = Assert.Single(Errors(priorities, weights));

        Assert.Equal("Vrrp:Instances:lan4:Track:check0", error.Path);
        Assert.Equal(message, error.Message);
    }

    private static ImmutableArray<ConfigError> Errors(string priorities, string weights)
    {
        VrrpNode[] nodes =
        [
            .. priorities.Split(' ').Select((p, i) => new VrrpNode($"edge-{(char)('a' + i)}", byte.Parse(p))),
        ];
        var track = weights.Split(' ').Select((w, i) => ($"check{i}", int.Parse(w))).ToDictionary();
        var router = new VirtualRouterOptions
        {
            Interface = "eth0",
            VirtualRouterId = 51,
            Addresses = ["192.168.10.10"],
            Track = track,
        };
        var options = new VrrpOptions { Instances = new() { ["lan4"] = router } };

        _ = VrrpConfigBuilder.TryBuild(options, nodes, nodes[0], track.Keys, TestConfig.NoSecrets, out _, out var errors);

        return errors;
    }
}
