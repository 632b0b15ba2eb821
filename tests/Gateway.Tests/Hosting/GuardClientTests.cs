using Gateway.Hosting.Guard;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Tests.Hosting;

/// <summary>What the guard is told to do should the gateway die.</summary>
public sealed class GuardClientTests
{
    private static readonly VirtualRouterConfig Lan = Lan4.Router;

    [Fact]
    public async Task It_follows_the_masters_and_the_configuration()
    {
        using var log = new RecordedLog();
        await using var guard = new GuardClient(ConfigOf(Lan), log.Of<GuardClient>());
        Assert.Empty(Addresses(guard));

        guard.On(Moved("lan4", VrrpState.Master));
        Assert.Equal(["192.0.2.100/24"], Addresses(guard));

        var dmz = Lan with { Name = "dmz", Addresses = [AddressPrefix.Parse("198.51.100.100/24")] };
        guard.Follow(ConfigOf(Lan with { Addresses = [AddressPrefix.Parse("192.0.2.101/24")] }, dmz));
        Assert.Equal(["192.0.2.101/24"], Addresses(guard));
        guard.On(Moved("dmz", VrrpState.Master));
        Assert.Equal(["192.0.2.101/24", "198.51.100.100/24"], Addresses(guard));

        guard.Follow(ConfigOf(dmz));
        guard.On(Moved("lan4", VrrpState.Initialize));
        Assert.Equal(["198.51.100.100/24"], Addresses(guard));
        guard.On(Moved("unknown", VrrpState.Master));
        guard.On(Moved("dmz", VrrpState.Backup));
        Assert.Empty(Addresses(guard));
    }

    private static IEnumerable<string> Addresses(GuardClient guard)
    {
        Assert.True(GuardWire.TryRead(guard.Will, out var farewells));
        return farewells.SelectMany(farewell => farewell.Addresses).Select(address => address.Key);
    }

    private static VrrpEvent Moved(string router, VrrpState to) => new()
    {
        Kind = VrrpEventKind.StateChanged,
        VirtualRouter = router,
        To = to,
        Source = IpAddr.Parse("192.0.2.11"),
    };

    private static VrrpConfig ConfigOf(params VirtualRouterConfig[] routers) =>
        new() { VirtualRouters = [.. routers], Trackers = [], CrashNotice = false };
}
