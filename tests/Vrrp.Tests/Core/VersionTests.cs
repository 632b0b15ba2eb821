using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>What the versions do differently, and how far an advertisement is believed.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData(100, 1, 609_375_000)]
    [InlineData(100, 10, 609_375_000)]
    [InlineData(254, 255, 7_812_500)]
    public void Skew_of_version_two_is_in_seconds_whatever_the_interval(byte priority, int seconds, long nanoseconds)
    {
        // RFC 3768 section 6.1: "Skew_Time = ( (256 - Priority) / 256 )", "Time to skew Master_Down_Interval in
        // seconds."
        var interval = Duration.FromSeconds(seconds);

        Assert.Equal(new(nanoseconds), Timing.SkewTime(VrrpVersion.V2, priority, interval));
        Assert.Equal(
            interval * 3 + new Duration(nanoseconds), Timing.MasterDownInterval(VrrpVersion.V2, priority, interval));
        Assert.Equal(Timing.SkewTime(priority, interval), Timing.SkewTime(VrrpVersion.V3, priority, interval));
    }

    [Fact]
    public void Backup_of_version_two_keeps_its_own_interval_and_skew()
    {
        var test = TestMachine.Backup(
            TestMachine.Settings(intervalMilliseconds: 10_000) with { Version = VrrpVersion.V2 });
        Assert.Equal(new Duration(30_609_375_000), test.Left);

        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 1_000);

        Assert.Equal(new Duration(30_609_375_000), test.Left);
        test.Hear(0, TestMachine.HigherAddress);
        Assert.Equal(new Duration(609_375_000), test.Left);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(9_990, 9_990)]
    [InlineData(10_000, 10_000)]
    [InlineData(40_950, 10_000)]
    public void Interval_is_learned_up_to_ten_of_ours(int advertised, int learned)
    {
        // One forged advertisement must not silence us for two minutes.
        var interval = Duration.FromMilliseconds(learned);
        var backup = TestMachine.Backup();
        var master = TestMachine.Master();

        backup.Hear(200, TestMachine.HigherAddress, advertised);
        master.Hear(200, TestMachine.HigherAddress, advertised);

        Assert.Equal(Timing.MasterDownInterval(100, interval), backup.Left);
        Assert.Equal(Timing.MasterDownInterval(100, interval), master.Left);
        Assert.Equal(backup.Left, backup.Machine.PatienceWith(Duration.FromMilliseconds(advertised)));
    }
}
