using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>The announcements, under the names that they have in keepalived.</summary>
public sealed class AnnouncementKeyTests
{
    [Fact]
    public void Without_a_key_they_are_spaced() =>
        Assert.Equal(AnnouncementSchedule.Default, Of(_ => { }));

    [Theory]
    [InlineData("2s", null, "2s", 5)]
    [InlineData(null, 3, "5s", 3)]
    [InlineData("1s", 2, "1s", 2)]
    [InlineData("0s", null, "", 5)]
    public void A_burst_at_the_takeover_and_one_after_the_delay(string? delay, int? repeat, string offsets, int count)
    {
        var schedule = Of(o => (o.GarpMasterDelay, o.GarpMasterRepeat) = (delay, repeat));

        Assert.Equal(offsets, string.Join(' ', schedule.Offsets));
        Assert.Equal(count, schedule.Repeat);
        Assert.Equal((Duration.FromSeconds(60), 1), (schedule.Refresh, schedule.RefreshRepeat));
    }

    [Fact]
    public void The_refresh_and_the_contest_are_said_apart()
    {
        var schedule = Of(o =>
            (o.GarpMasterRefresh, o.GarpMasterRefreshRepeat, o.GarpLowerPrioDelay) = ("10s", 2, "500ms"));

        Assert.Equal(
            AnnouncementSchedule.Default with
            {
                Refresh = Duration.FromSeconds(10),
                RefreshRepeat = 2,
                ContestPause = Duration.FromMilliseconds(500),
            },
            schedule);
    }

    [Fact]
    public void Zero_turns_the_refresh_and_the_contest_off()
    {
        var schedule = Of(o => (o.GarpMasterRefresh, o.GarpLowerPrioDelay) = ("0s", "0s"));

        Assert.Equal((Duration.Zero, Duration.Zero), (schedule.Refresh, schedule.ContestPause));
    }

    public static TheoryData<Action<VirtualRouterOptions>, string> Mistakes => new()
    {
        { o => o.GarpMasterDelay = "5", "GarpMasterDelay: \"5\" is not a duration such as" },
        { o => o.GarpMasterDelay = "2h", "GarpMasterDelay: \"2h\" is out of range; use 0s to 3600s." },
        { o => o.GarpMasterRepeat = 0, "GarpMasterRepeat: 0 is out of range; use 1 to 20." },
        { o => o.GarpMasterRepeat = 21, "GarpMasterRepeat: 21 is out of range; use 1 to 20." },
        { o => o.GarpMasterRefresh = "100ms",
            "GarpMasterRefresh: \"100ms\" is out of range; use 1s to 86400s, or 0s for none." },
        { o => o.GarpMasterRefreshRepeat = 0, "GarpMasterRefreshRepeat: 0 is out of range; use 1 to 20." },
        { o => o.GarpLowerPrioDelay = "2h", "GarpLowerPrioDelay: \"2h\" is out of range; use 0s to 3600s." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_error(Action<VirtualRouterOptions> mistake, string expected) =>
        Assert.StartsWith(
            "Vrrp:Instances:lan:" + expected, TestConfig.OnlyError(TestConfig.One(mistake)), StringComparison.Ordinal);

    private static AnnouncementSchedule Of(Action<VirtualRouterOptions> adjust) =>
        TestConfig.ValidRouter(adjust).Announcements;
}
