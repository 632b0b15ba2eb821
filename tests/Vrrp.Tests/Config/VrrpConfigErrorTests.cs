using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

public sealed class VrrpConfigErrorTests
{
    private static readonly VrrpNode EdgeA = new("edge-a", 150, IpAddr.Parse("192.168.10.11"));
    private static readonly VrrpNode EdgeB = new("edge-b", 100, IpAddr.Parse("192.168.10.12"));

    public static TheoryData<Action<VirtualRouterOptions>, string, string> OneMistake => new()
    {
        { o => o.Interface = null, "Interface", "required: the network interface" },
        { o => o.Interface = "", "Interface", "\"\" cannot be the name of a network interface" },
        { o => o.Interface = "sixteen-letters-", "Interface", "1 to 15 characters" },
        { o => o.Interface = "a/b", "Interface", "no '/'" },
        { o => o.Interface = "eth 0", "Interface", "space" },
        { o => o.Interface = "..", "Interface", "cannot be the name" },
        { o => o.Interface = "lo", "Interface", "use the interface to the network, for example \"eth0\"." },
        { o => o.VirtualRouterId = null, "VirtualRouterId", "required: 1 to 255" },
        { o => o.VirtualRouterId = 0, "VirtualRouterId", "0 is out of range; use 1 to 255." },
        { o => o.VirtualRouterId = 256, "VirtualRouterId", "256 is out of range; use 1 to 255." },
        { o => o.Addresses = null, "Addresses", "at least one virtual address" },
        { o => o.Addresses = [], "Addresses", "at least one virtual address" },
        { o => o.Addresses = ["192.168.10"], "Addresses:0", "\"192.168.10\" is not an address" },
        { o => o.Addresses = ["192.168.10.10/33"], "Addresses:0", "\"192.168.10.10/33\" is not an address" },
        { o => o.Addresses = ["192.168.10.10/0"], "Addresses:0", "\"192.168.10.10/0\" is not an address" },
        { o => o.Addresses = ["web.example.com"], "Addresses:0", "\"web.example.com\" is not an address" },
        { o => o.Addresses = ["10.0.0.1", "10.0.0.1/24"], "Addresses:1", "10.0.0.1 is in the list already" },
        { o => o.Addresses = ["10.0.0.1", "fd00::1"], "Addresses:1", "fd00::1 is IPv6 but the first address is IPv4" },
        { o => o.Addresses = ["10.0.0.1 eth1"], "Addresses:0", "write for example \"10.0.0.1 dev eth1\"" },
        { o => o.Addresses = ["10.0.0.1/8 dev"], "Addresses:0", "has more than an address and an interface" },
        { o => o.Addresses = ["10.0.0.1 label web"], "Addresses:0", "has more than an address and an interface" },
        { o => o.Addresses = ["10.0.0.1 dev a/b"], "Addresses:0", "\"a/b\" cannot be the name of a network" },
        { o => o.Addresses = ["10.0.0.1 dev lo"], "Addresses:0", "the machine's own loopback" },
        { o => o.ExcludedAddresses = ["x"], "ExcludedAddresses:0", "\"x\" is not an address" },
        { o => o.ExcludedAddresses = ["192.168.10.10/32"], "ExcludedAddresses:0", "is in the list already" },
        { o => o.ExcludedAddresses = ["::ffff:10.0.0.1"], "ExcludedAddresses:0", "an IPv4 address written as IPv6" },
        { o => o.ExcludedAddresses = ["192.168.10.12"], "ExcludedAddresses:0", "the own address of node \"edge-b\"" },
        { o => o.ExcludedAddresses = Many(256), "ExcludedAddresses", "256 addresses are too many" },
        { o => o.Addresses = ["224.0.0.18"], "Addresses:0", "224.0.0.18 is a multicast address" },
        { o => o.Addresses = ["127.0.0.1"], "Addresses:0", "127.0.0.1 is a loopback address" },
        { o => o.Addresses = ["0.0.0.0"], "Addresses:0", "0.0.0.0 is the unspecified address" },
        { o => o.Addresses = ["255.255.255.255"], "Addresses:0", "255.255.255.255 is the broadcast address" },
        { o => o.Addresses = ["0.1.2.3"], "Addresses:0", "0.1.2.3 is in 0.0.0.0/8" },
        { o => o.Addresses = ["240.0.0.1"], "Addresses:0", "240.0.0.1 is in 240.0.0.0/4" },
        { o => o.Addresses = ["192.168.10.0/24"], "Addresses:0",
            "192.168.10.0 is the network address of 192.168.10.0/24, which no machine can own; "
            + "use one from 192.168.10.1 to 192.168.10.254." },
        { o => o.Addresses = ["10.0.0.7/30"], "Addresses:0",
            "10.0.0.7 is the broadcast address of 10.0.0.7/30, which no machine can own; "
            + "use one from 10.0.0.5 to 10.0.0.6." },
        { o => o.Addresses = ["192.168.10.12/24"], "Addresses:0",
            "192.168.10.12 is the own address of node \"edge-b\"" },
        { o => o.Addresses = Many(256), "Addresses", "256 addresses do not fit one advertisement" },
        { o => o.AdvertisementInterval = "soon", "AdvertisementInterval", "\"soon\" is not a duration such as" },
        { o => o.AdvertisementInterval = "1", "AdvertisementInterval", "\"1\" is not a duration such as" },
        { o => o.AdvertisementInterval = "0s", "AdvertisementInterval",
            "out of range; use 10ms to 40.95s. The nearest is \"10ms\"." },
        { o => o.AdvertisementInterval = "41s", "AdvertisementInterval", "The nearest is \"40.95s\"." },
        { o => o.AdvertisementInterval = "1015ms", "AdvertisementInterval",
            "steps of 10ms. The nearest is \"1.02s\"." },
        { o => o.Track = new() { ["uplnk"] = -60 }, "Track:uplnk",
            "no health check \"uplnk\"; did you mean \"uplink\"?" },
        { o => o.Track = new() { ["database"] = -60 }, "Track:database",
            "no health check \"database\"; known: proxy, uplink." },
        { o => o.Track = new() { ["proxy"] = -254 }, "Track:proxy", "-254 is out of range; use -253 to 253" },
        { o => o.Track = new() { ["proxy"] = 254 }, "Track:proxy", "254 is out of range" },
    };

    [Theory]
    [MemberData(nameof(OneMistake))]
    public void A_mistake_is_one_error_at_its_path(Action<VirtualRouterOptions> mistake, string key, string message)
    {
        var lan4 = Lan4("192.168.10.10/24");
        mistake(lan4);

        var error = Assert.Single(Errors(("lan4", lan4)));

        Assert.Equal("Vrrp:Instances:lan4:" + key, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_serves_one_virtual_router_on_an_interface()
    {
        var error = Assert.Single(Errors(("lan", Lan4("10.0.0.1")), ("dmz", Lan4("10.0.0.2"))));

        Assert.Equal("Vrrp:Instances:dmz:VirtualRouterId", error.Path);
        Assert.StartsWith("51 is already used on eth0 by \"lan\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_belongs_to_one_virtual_router()
    {
        var dmz = Lan4("10.0.0.1/8");
        dmz.VirtualRouterId = 52;

        var error = Assert.Single(Errors(("lan", Lan4("10.0.0.1")), ("dmz", dmz)));

        Assert.Equal("Vrrp:Instances:dmz:Addresses:0", error.Path);
        Assert.StartsWith("10.0.0.1 is already an address of \"lan\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lan 4")]
    [InlineData("-lan")]
    [InlineData("lan:4")]
    public void A_name_is_fit_for_logs_and_metrics(string name)
    {
        var error = Assert.Single(Errors((name, Lan4("10.0.0.1"))));

        Assert.Equal("Vrrp:Instances:" + name, error.Path);
        Assert.Contains("cannot be the name of a virtual router", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once()
    {
        var errors = Errors(("lan4", new() { Addresses = ["x",
            "::1"], AdvertisementInterval = "", Track = new() { ["a"] = 999 } }));

        Assert.Equal(
            ["Addresses:0", "Addresses:1", "Interface", "VirtualRouterId", "AdvertisementInterval", "Track:a",
                "Track:a"],
            errors.Select(e => e.Path["Vrrp:Instances:lan4:".Length..]));
    }

    private static List<string> Many(int count) => [.. Enumerable.Range(0, count).Select(i =>
        $"10.0.{i / 250}.{(i % 250) + 1}")];

    private static VirtualRouterOptions Lan4(string address) =>
        new() { Interface = "eth0", VirtualRouterId = 51, Addresses = [address] };

    private static ImmutableArray<ConfigError> Errors(params (string Name, VirtualRouterOptions Router)[] instances)
    {
        var options = new VrrpOptions { Instances = instances.ToDictionary(i => i.Name, i => i.Router) };
        var built = VrrpConfigBuilder.TryBuild(options, [EdgeA, EdgeB], EdgeA, ["proxy", "uplink"],
            TestConfig.NoSecrets, out var config, out var errors);

        Assert.False(built);
        Assert.Null(config);
        return errors;
    }
}
