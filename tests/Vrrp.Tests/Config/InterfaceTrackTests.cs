using Gateway.Vrrp.Config;

namespace Vrrp.Tests.Config;

/// <summary>Interfaces as trackers.</summary>
public sealed class InterfaceTrackTests
{
    [Fact]
    public void An_interface_is_a_tracker_under_its_name()
    {
        var config = TestConfig.Valid(TestConfig.One(
            o => o.Track = new() { ["proxy"] = -60, ["interface:eth1"] = -60, ["interface:wg0"] = 0 }));

        Assert.Equal(["proxy", "interface:eth1", "interface:wg0"], config.Trackers);
        Assert.Equal([new(0, -60), new(1, -60), new(2, 0)], config.VirtualRouters[0].Track);
        Assert.Equal([null, "eth1", "wg0"], config.Trackers.Select(InterfaceTracker.InterfaceOf));
    }

    [Theory]
    [InlineData("interface:eth0", -60, "eth0 carries the virtual router, which is in Fault anyway while it is down")]
    [InlineData("interface:", -60, "\"\" cannot be the name of a network interface")]
    [InlineData("interface:a/b", 0, "\"a/b\" cannot be the name of a network interface")]
    [InlineData("interface:lo", 0, "\"lo\" is the machine's own loopback")]
    [InlineData("interface:eth1", -254, "-254 is out of range; use -253 to 253")]
    [InlineData("Interface:eth1", -60, "there is no health check \"Interface:eth1\"")]
    public void A_mistake_is_one_error(string tracker, int weight, string expected) =>
        Assert.StartsWith(
            $"Vrrp:Instances:lan:Track:{tracker}: {expected}",
            TestConfig.OnlyError(TestConfig.One(o => o.Track = new() { [tracker] = weight })),
            StringComparison.Ordinal);
}
