using Gateway.Vrrp.Config;

namespace Vrrp.Tests.Config;

/// <summary>Virtual routers that move as one.</summary>
public sealed class SyncGroupTests
{
    [Fact]
    public void A_group_holds_the_indices_of_its_members()
    {
        var config = TestConfig.Valid(Options("lan=lan6,lan4"));

        var group = Assert.Single(config.SyncGroups);
        Assert.Equal("lan", group.Name);
        Assert.Equal(["lan6", "lan4"], group.Members.Select(member => config.VirtualRouters[member].Name));
    }

    [Theory]
    [InlineData("lan=lan4", "lan: a group has two or more instances")]
    [InlineData("lan=", "lan: a group has two or more instances")]
    [InlineData("lan=lan4,lan5", "lan:1: there is no instance \"lan5\"; did you mean \"lan4\"?")]
    [InlineData("lan=lan4,lan4", "lan:1: \"lan4\" is in the list already; remove one.")]
    [InlineData("lan=lan4,lan6 all=lan6,dmz",
        "all:0: \"lan6\" is in \"lan\" already; an instance moves with one group.")]
    [InlineData("la:n=lan4,lan6", "la:n: \"la:n\" cannot be the name of a sync group; use 1 to 64 letters")]
    public void A_mistake_is_one_error(string groups, string expected) =>
        Assert.StartsWith(
            "Vrrp:SyncGroups:" + expected, TestConfig.OnlyError(Options(groups)), StringComparison.Ordinal);

    [Fact]
    public void Members_have_the_same_weights()
    {
        var options = Options("lan=lan4,lan6,dmz");
        options.Instances!["lan4"].Track = new() { ["proxy"] = -60, ["uplink"] = -60 };
        options.Instances["lan6"].Track = new() { ["uplink"] = -60, ["proxy"] = -60 };
        options.Instances["dmz"].Track = new() { ["uplink"] = -60 };

        Assert.StartsWith(
            "Vrrp:SyncGroups:lan:2: \"dmz\" has other weights in Track than \"lan4\"",
            TestConfig.OnlyError(options),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_fault_of_one_member_is_the_groups_and_may_be_tracked_by_it_alone()
    {
        var options = Options("lan=lan4,lan6");
        options.Instances!["lan4"].Track = new() { ["interface:eth1"] = 0 };

        Assert.Single(TestConfig.Valid(options).SyncGroups);
    }

    [Fact]
    public void Members_preempt_alike()
    {
        var options = Options("lan=lan4,lan6");
        options.Instances!["lan6"].Preempt = new("30s");

        Assert.StartsWith(
            "Vrrp:SyncGroups:lan:1: \"lan6\" has another Preempt or RecoveryHold than \"lan4\"",
            TestConfig.OnlyError(options),
            StringComparison.Ordinal);
    }

    private static VrrpOptions Options(string groups)
    {
        var dmz = TestConfig.Router("10.0.0.10");
        dmz.Interface = "eth1";
        return new()
        {
            Instances = new()
            {
                ["lan4"] = TestConfig.Router("192.168.10.10"),
                ["lan6"] = TestConfig.Router("fd00:10::10"),
                ["dmz"] = dmz,
            },
            SyncGroups = groups.Split(' ').Select(group => group.Split('=')).ToDictionary(
                group => group[0], group => group[1].Split(',', StringSplitOptions.RemoveEmptyEntries).ToList()),
        };
    }
}
