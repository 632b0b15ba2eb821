using System.Diagnostics;
using Gateway.Vrrp.Linux;
using Shared;

namespace Lab.Kernel;

public sealed class SchedulingTests
{
    private const int Policy = 41;

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

    [Fact]
    public void Threads_and_programs_that_it_starts_are_ordinary_again()
    {
        var (granted, inherited, program) = (false, "", "");
        var thread = new Thread(() =>
        {
            granted = Scheduling.TryMakeRealTime();
            var inner = new Thread(() => inherited = PolicyOfThisThread());
            inner.Start();
            inner.Join();
            using var process = Process.Start(
                new ProcessStartInfo("cat", "/proc/self/stat") { RedirectStandardOutput = true })!;
            program = PolicyIn(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
        });

        thread.Start();
        thread.Join();

        Assert.SkipUnless(granted, "needs CAP_SYS_NICE");
        Assert.Equal(("0", "0"), (inherited, program));
    }

    private static string PolicyIn(string line) => ProcessStat.Field(line, Policy);

    private static string PolicyOfThisThread() => PolicyIn(File.ReadAllText("/proc/thread-self/stat"));
}
