using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>A priority of its own for each instance: each machine can be Master of some addresses.</summary>
public sealed class PrioritiesKeyTests
{
    [Fact]
    public void An_instance_says_its_own_priorities_and_those_it_does_not_name_are_the_nodes()
    {
        var (onA, onB) = (RouterOn(TestConfig.EdgeA), RouterOn(TestConfig.EdgeB));

        Assert.Equal((120, 100), (onA.Priority, onB.Priority));
        Assert.Equal(
            [
                new("edge-a", 120, IpAddr.Parse("192.168.10.11"), "Vrrp:Instances:lan:Priorities:edge-a"),
                new("edge-b", 100, IpAddr.Parse("192.168.10.12"), "Nodes:edge-b:Priority"),
            ],
            onA.Contenders);
        Assert.Equal(onA.Contenders, onB.Contenders);
    }

    [Fact]
    public void An_instance_without_any_has_those_of_the_nodes() =>
        Assert.Equal([150, 100], TestConfig.ValidRouter(_ => { }).Contenders.Select(one => (int)one.Priority));

    [Theory]
    [InlineData("edge-c", 100, "edge-c: there is no node \"edge-c\"; did you mean \"edge-a\"?")]
    [InlineData("edge-a", 0, "edge-a: 0 is out of range; use 1 to 254 (255 is for the owner of an address).")]
    [InlineData("edge-b", 256, "edge-b: 256 is out of range; use 1 to 254 (255 is for the owner of an address).")]
    public void A_mistake_is_one_error(string node, int priority, string expected) =>
        Assert.Equal(
            "Vrrp:Instances:lan:Priorities:" + expected,
            TestConfig.OnlyError(TestConfig.One(router => router.Priorities = new() { [node] = priority })));

    [Fact]
    public void An_instance_may_have_an_owner_of_its_address() =>
        Assert.Equal(255, TestConfig.ValidRouter(router => router.Priorities = new() { ["edge-a"] = 255 }).Priority);

    [Fact]
    public void Clause_30_an_address_has_one_owner()
    {
        // "SHOULD log an error message if more than one VRRP Router with priority 255 is on the link": one file knows
        // that before.
        var both = TestConfig.One(router => router.Priorities = new() { ["edge-a"] = 255, ["edge-b"] = 255 });

        Assert.Equal(
            "Vrrp:Instances:lan:Priorities:edge-b: 255 is the priority of the owner of an address, which edge-a is, and "
            + "there is one: both would be Master at every start; give edge-b 1 to 254.",
            TestConfig.OnlyError(both));
    }

    [Fact]
    public void Two_nodes_that_are_owners_of_all_addresses_are_one_error_and_of_different_ones_none()
    {
        VrrpNode[] nodes = [TestConfig.EdgeA with { Priority = 255 }, TestConfig.EdgeB with { Priority = 255 }];
        var options = new VrrpOptions
        {
            Instances = new()
            {
                ["one"] = TestConfig.Router("192.168.10.10"),
                ["two"] = TestConfig.Router("192.168.10.20"),
            },
        };
        options.Instances["two"].VirtualRouterId = 52;

        Assert.StartsWith(
            "Nodes:edge-b:Priority: 255 is the priority of the owner", TestConfig.OnlyError(options, nodes),
            StringComparison.Ordinal);

        options.Instances["one"].Priorities = new() { ["edge-a"] = 200 };
        options.Instances["two"].Priorities = new() { ["edge-b"] = 200 };
        Assert.Equal(2, TestConfig.Valid(options, null, nodes).VirtualRouters.Length);
    }

    [Fact]
    public void Members_of_a_sync_group_have_the_same_ones()
    {
        var options = new VrrpOptions
        {
            Instances = new()
            {
                ["lan4"] = TestConfig.Router("192.168.10.10"),
                ["lan6"] = TestConfig.Router("fd00:10::10"),
            },
            SyncGroups = new() { ["lan"] = ["lan4", "lan6"] },
        };
        options.Instances["lan6"].Priorities = new() { ["edge-b"] = 200 };

        Assert.Equal(
            "Vrrp:SyncGroups:lan:1: \"lan6\" has other Priorities than \"lan4\", and one election decides for the group; "
            + "give all of them the same.",
            TestConfig.OnlyError(options));

        options.Instances["lan4"].Priorities = new() { ["edge-b"] = 200 };
        Assert.Single(TestConfig.Valid(options).SyncGroups);
    }

    [Theory]
    [InlineData("edge-a", 90, RouterChangeKind.Retuned)]
    [InlineData("edge-b", 90, RouterChangeKind.Unchanged)]
    [InlineData("edge-a", 150, RouterChangeKind.Unchanged)]
    public void A_changed_one_is_a_new_setting_of_the_node_that_it_is_of(
        string node, int priority, RouterChangeKind kind)
    {
        var options = TestConfig.One(router => router.Priorities = new() { [node] = priority });

        var diff = ConfigDiff.Between(TestConfig.Valid(TestConfig.One(_ => { })), TestConfig.Valid(options));

        Assert.Equal(kind, Assert.Single(diff.Routers).Kind);
    }

    private static VirtualRouterConfig RouterOn(VrrpNode self)
    {
        var options = TestConfig.One(router => router.Priorities = new() { ["edge-a"] = 120 }, "192.168.10.10/24");
        _ = VrrpConfigBuilder.TryBuild(
            options, [TestConfig.EdgeA, TestConfig.EdgeB], self, [], TestConfig.NoSecrets, out var config, out _);
        return Assert.Single(config!.VirtualRouters);
    }
}
