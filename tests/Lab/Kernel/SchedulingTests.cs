using Gateway.Vrrp.Linux;

namespace Lab.Kernel;

public sealed class SchedulingTests
{
    [Fact]
    public void Only_the_calling_thread_becomes_a_real_time_one()
    {
        var ordinary = PolicyOfThisThread();
        var (granted, policy) = (false, "");
        var thread = new Thread(() =>
        {
            granted = Scheduling.TryMakeRealTime();
            policy = PolicyOfThisThread();
        });

        thread.Start();
        thread.Join();

        Assert.SkipUnless(granted, "needs CAP_SYS_NICE");
        Assert.Equal("2", policy);
        Assert.Equal(ordinary, PolicyOfThisThread());
    }

    // Field 41 of the line; the second, the name in parentheses, may hold blanks.
    private static string PolicyOfThisThread()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ')[41 - 3];
    }
}
