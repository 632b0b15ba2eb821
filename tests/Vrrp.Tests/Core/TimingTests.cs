using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.1, and the lease that follows from it.</summary>
public sealed class TimingTests
{
    [Theory]
    [InlineData(254, 10, 78_125)] // rounded to centiseconds this is 0, and two Backups would take over at once
    [InlineData(255, 10, 39_062)]
    [InlineData(1, 10, 9_960_937)]
    [InlineData(100, 1_000, 609_375_000)]
    [InlineData(200, 1_000, 218_750_000)]
    [InlineData(1, 40_950, 40_790_039_062)]
    public void Skew_time_is_exact_to_the_nanosecond(byte priority, int intervalMilliseconds, long nanoseconds)
    {
        // "Skew_Time = (((256 - Priority) * Active_Adver_Interval) / 256)"
        var skew = Timing.SkewTime(priority, Duration.FromMilliseconds(intervalMilliseconds));

        Assert.Equal(new Duration(nanoseconds), skew);
    }

    [Theory]
    [InlineData(254, 10, 30_078_125)]
    [InlineData(100, 1_000, 3_609_375_000)]
    [InlineData(1, 40_950, 163_640_039_062)]
    public void Master_down_interval_is_three_intervals_and_the_skew(byte priority, int milliseconds, long nanoseconds)
    {
        // "Active_Down_Interval = (3 * Active_Adver_Interval) + Skew_Time"
        var interval = Timing.MasterDownInterval(priority, Duration.FromMilliseconds(milliseconds));

        Assert.Equal(new Duration(nanoseconds), interval);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(40_950)]
    public void A_higher_priority_always_takes_over_earlier(int intervalMilliseconds)
    {
        var interval = Duration.FromMilliseconds(intervalMilliseconds);
        for (var priority = 2; priority <= 255; priority++)
        {
            Assert.True(Timing.MasterDownInterval((byte)priority, interval)
                < Timing.MasterDownInterval((byte)(priority - 1), interval));
        }
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(100, 2)]
    [InlineData(500, 2)]
    [InlineData(990, 2)]
    [InlineData(1_000, 2)]
    [InlineData(1_250, 2)]
    [InlineData(1_260, 3)]
    [InlineData(2_000, 3)]
    [InlineData(2_260, 4)]
    [InlineData(40_950, 42)]
    public void Lease_is_the_shortest_with_three_quarters_of_a_second_to_spare(int intervalMilliseconds, int seconds) =>
        Assert.Equal(seconds, Timing.LeaseSeconds(Duration.FromMilliseconds(intervalMilliseconds)));

    [Fact]
    public void Every_lease_outlives_the_longest_gap_between_renewals_by_three_quarters_of_a_second()
    {
        for (var centiseconds = 1; centiseconds <= 4095; centiseconds++)
        {
            var interval = Duration.FromMilliseconds(centiseconds * 10);
            // Renewals happen at multiples of the interval: the first that is due.
            var gap = interval;
            while (!Timing.IsRenewalDue(gap, interval))
            {
                gap += interval;
            }

            Assert.True(Duration.FromSeconds(Timing.LeaseSeconds(interval)) >= gap + Duration.FromMilliseconds(750));
        }
    }

    // The kernel is never early and at most 0.61 s late.
    [Fact]
    public void From_one_second_on_the_lease_ends_before_any_backup_takes_over()
    {
        for (var centiseconds = 100; centiseconds <= 4095; centiseconds++)
        {
            var interval = Duration.FromMilliseconds(centiseconds * 10);
            var gone = Duration.FromSeconds(Timing.LeaseSeconds(interval)) + Duration.FromMilliseconds(610);
            Assert.True(gone < Timing.MasterDownInterval(254, interval), $"{interval}");
        }
    }

    [Theory]
    [InlineData(100, 400, false)]
    [InlineData(100, 500, true)]
    [InlineData(100, 449, false)]
    [InlineData(100, 450, true)]
    [InlineData(10, 490, false)]
    [InlineData(10, 500, true)]
    [InlineData(300, 300, false)]
    [InlineData(300, 600, true)]
    [InlineData(500, 500, true)]
    [InlineData(1_000, 1_000, true)]
    [InlineData(1_000, 1, true)]
    public void Renewal_is_due_about_every_half_second(int intervalMilliseconds, int sinceMilliseconds, bool due) =>
        Assert.Equal(due, Timing.IsRenewalDue(
            Duration.FromMilliseconds(sinceMilliseconds), Duration.FromMilliseconds(intervalMilliseconds)));

    // Whatever its priority, a Backup takes over while a Master that drains has the addresses: behind the lowered
    // priority, or behind the farewell.
    [Theory]
    [InlineData(VrrpVersion.V3, 10)]
    [InlineData(VrrpVersion.V3, 1_000)]
    [InlineData(VrrpVersion.V2, 3_000)]
    [InlineData(VrrpVersion.V3, 3_000)]
    [InlineData(VrrpVersion.V3, 5_000)]
    [InlineData(VrrpVersion.V3, 12_000)]
    [InlineData(VrrpVersion.V2, 14_000)]
    public void A_drain_outlasts_the_patience_of_every_backup(VrrpVersion version, int intervalMilliseconds)
    {
        var interval = Duration.FromMilliseconds(intervalMilliseconds);

        Assert.True(Timing.DrainTime(version, interval) > Timing.MasterDownInterval(version, 1, interval));
        Assert.True(Timing.FarewellTime(version, interval) > Timing.SkewTime(version, 1, interval));
    }

    [Fact]
    public void A_drain_ends_within_the_time_that_a_stop_of_the_service_has()
    {
        foreach (var version in Enum.GetValues<VrrpVersion>())
        {
            Assert.True(Timing.HandoverTime(version, Duration.FromSeconds(255)) < Duration.FromSeconds(76));
        }
    }
}
