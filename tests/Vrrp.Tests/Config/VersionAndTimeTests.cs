using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>The version, and how long things take.</summary>
public sealed class VersionAndTimeTests
{
    [Fact]
    public void Version_3_without_any_delay_is_the_default()
    {
        var router = TestConfig.ValidRouter(_ => { });

        Assert.Equal(VrrpVersion.V3, router.Version);
        Assert.Equal((true, default, default, default),
            (router.Preempt, router.PreemptDelay, router.RecoveryHold, router.StartupDelay));
    }

    [Theory]
    [InlineData(2, "1s")]
    [InlineData(2, "255s")]
    [InlineData(3, "10ms")]
    [InlineData(3, "40.95s")]
    public void A_version_takes_its_intervals(int version, string interval)
    {
        var router = TestConfig.ValidRouter(o => (o.Version, o.AdvertisementInterval) = (version, interval));

        Assert.Equal((VrrpVersion)version, router.Version);
    }

    [Theory]
    [InlineData("500ms", "\"500ms\" cannot be sent: version 2 counts in whole seconds. The nearest is \"1s\"; version 3 takes it as it is.")]
    [InlineData("0s", "\"0s\" is out of range; use 1s to 255s. The nearest is \"1s\".")]
    [InlineData("256s", "\"256s\" is out of range; use 1s to 255s. The nearest is \"255s\".")]
    public void Version_2_counts_in_whole_seconds(string interval, string expected) =>
        Assert.Equal(
            "Vrrp:Instances:lan:AdvertisementInterval: " + expected,
            TestConfig.OnlyError(TestConfig.One(o => (o.Version, o.AdvertisementInterval) = (2, interval))));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Another_version_is_an_error(int version) =>
        Assert.Equal(
            $"Vrrp:Instances:lan:Version: {version} is no version of VRRP; use 2 or 3.",
            TestConfig.OnlyError(TestConfig.One(o => o.Version = version)));

    [Fact]
    public void Version_2_is_for_IPv4() =>
        Assert.Equal(
            "Vrrp:Instances:lan:Version: version 2 knows IPv4 alone; leave the key out to get version 3.",
            TestConfig.OnlyError(TestConfig.One(o => o.Version = 2, "fd00:10::10/64")));

    [Fact]
    public void Preempt_is_on_or_off_or_delayed()
    {
        Assert.Equal((false, default), PreemptOf(new(false)));
        Assert.Equal((true, default), PreemptOf(new(true)));
        Assert.Equal((true, Duration.FromSeconds(30)), PreemptOf(new("30s")));
        Assert.Equal((true, Duration.FromSeconds(1000)), PreemptOf(new("1000s")));
    }

    [Theory]
    [InlineData("false", "expected true, false or a duration, found the string \"false\"; remove the quotes.")]
    [InlineData("yes", "\"yes\" is not what Preempt can be; write true or false, without quotes, or how long to wait: "
        + "a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\".")]
    [InlineData("1001s", "\"1001s\" is out of range; use 0s to 1000s.")]
    public void A_wrong_Preempt_is_an_error(string text, string expected) =>
        Assert.Equal(
            "Vrrp:Instances:lan:Preempt: " + expected,
            TestConfig.OnlyError(TestConfig.One(o => o.Preempt = new(text))));

    [Fact]
    public void The_delay_after_a_start_is_that_of_every_instance()
    {
        var dmz = TestConfig.Router("10.0.0.1");
        dmz.VirtualRouterId = 52;
        var options = new VrrpOptions
        {
            Instances = new() { ["lan"] = TestConfig.Router("10.0.0.2"), ["dmz"] = dmz },
            StartupDelay = "10s",
        };

        Assert.All(
            TestConfig.Valid(options).VirtualRouters,
            router => Assert.Equal(Duration.FromSeconds(10), router.StartupDelay));
    }

    [Fact]
    public void A_hold_after_a_failure_is_kept() =>
        Assert.Equal(Duration.FromSeconds(20), TestConfig.ValidRouter(o => o.RecoveryHold = "20s").RecoveryHold);

    [Fact]
    public void Delays_have_a_range()
    {
        Assert.Equal(
            "Vrrp:StartupDelay: \"17m\" is out of range; use 0s to 1000s.",
            TestConfig.OnlyError(new() { StartupDelay = "17m" }));
        Assert.Equal(
            "Vrrp:Instances:lan:RecoveryHold: \"17m\" is out of range; use 0s to 1000s.",
            TestConfig.OnlyError(TestConfig.One(o => o.RecoveryHold = "17m")));
    }

    private static (bool Preempt, Duration Delay) PreemptOf(PreemptOptions options)
    {
        var router = TestConfig.ValidRouter(o => o.Preempt = options);
        return (router.Preempt, router.PreemptDelay);
    }
}
