using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class TimingTests
{
    // Clause 58: Skew_Time = ((256 - Priority) * Active_Adver_Interval) / 256. In whole centiseconds the first would be 0.
    [Theory]
    [InlineData(254, 10, 78_125)]
    [InlineData(255, 1000, 3_906_250)]
    [InlineData(100, 1000, 609_375_000)]
    [InlineData(1, 40_950, 40_790_039_062)]
    public void Clause_58_skew_time(byte priority, long milliseconds, long nanoseconds) =>
        Assert.Equal(new Duration(nanoseconds), Timing.SkewTime(priority, Duration.FromMilliseconds(milliseconds)));

    // Clause 59: Active_Down_Interval = 3 * Active_Adver_Interval + Skew_Time.
    [Theory]
    [InlineData(254, 10, 30_078_125)]
    [InlineData(100, 1000, 3_609_375_000)]
    public void Clause_59_master_down_interval(byte priority, long milliseconds, long nanoseconds) => Assert.Equal(
        new Duration(nanoseconds), Timing.MasterDownInterval(priority, Duration.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(10, 2)]
    [InlineData(100, 2)]
    [InlineData(500, 2)]
    [InlineData(1000, 2)]
    [InlineData(1250, 2)]
    [InlineData(1260, 3)]
    [InlineData(2000, 3)]
    [InlineData(40_950, 42)]
    public void The_lease_is_the_shortest_without_risk(long milliseconds, int seconds) =>
        Assert.Equal(seconds, Timing.LeaseSeconds(Duration.FromMilliseconds(milliseconds)));

    // The kernel is never early and at most 0.61 s late: at 1 s no Backup can have taken over by then.
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

    // Whatever the interval and however the advertisements fall, a loop that is on time renews with three quarters of a
    // second to spare.
    [Fact]
    public void A_loop_on_time_never_loses_its_lease()
    {
        for (var centiseconds = 1; centiseconds <= 4095; centiseconds++)
        {
            var interval = Duration.FromMilliseconds(centiseconds * 10);
            var gap = interval;
            while (!Timing.IsRenewalDue(gap, interval))
            {
                gap += interval;
            }

            var spare = Duration.FromSeconds(Timing.LeaseSeconds(interval)) - gap;
            Assert.True(spare >= Duration.FromMilliseconds(750), $"{interval}: {spare}");
        }
    }

    [Theory]
    [InlineData(10, 500)]
    [InlineData(100, 500)]
    [InlineData(300, 600)]
    [InlineData(500, 500)]
    [InlineData(1000, 1000)]
    public void Addresses_are_renewed_about_twice_a_second_or_with_each_advertisement(long milliseconds, long expected)
    {
        var interval = Duration.FromMilliseconds(milliseconds);
        var gap = interval;
        while (!Timing.IsRenewalDue(gap, interval))
        {
            gap += interval;
        }

        Assert.Equal(Duration.FromMilliseconds(expected), gap);
    }
}
