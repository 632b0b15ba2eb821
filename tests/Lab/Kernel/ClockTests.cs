using Gateway.Vrrp.Linux;
using Shared;

namespace Lab.Kernel;

public sealed class ClockTests
{
    [Fact]
    public void Wall_clock_is_that_of_the_machine()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var now = WallClock.UnixNanoseconds;
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        Assert.InRange(now / 1_000_000, before, after);
    }

    [Fact]
    public void Reading_the_clocks_allocates_nothing()
    {
        var sum = WallClock.UnixNanoseconds + MonotonicClock.Now.Nanoseconds;
        var allocated = AllocatedBytes.Least(_ =>
        {
            for (var i = 0; i < 1000; i++)
            {
                sum ^= WallClock.UnixNanoseconds ^ MonotonicClock.Now.Nanoseconds;
            }
        });

        Assert.Equal(0, allocated);
        Assert.NotEqual(0, sum);
    }
}
