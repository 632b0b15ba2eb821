using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Netlink;

namespace Lab.Kernel;

/// <summary>A network of its own for one test: a thread enters a fresh namespace, which has no name and goes with it.
/// Programs that the thread starts are in it too.</summary>
internal static partial class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;
    private const string NoGeneratedAddress = "1";

    /// <summary>Runs the test in a fresh namespace that has one veth pair, "a" and "b", both up.</summary>
    public static void RunWithVeth(Action<LinkState, LinkState> test) => Run(() =>
    {
        // Without link-local addresses the pair is silent: what is heard, the test has sent.
        File.WriteAllText("/proc/sys/net/ipv6/conf/default/addr_gen_mode", NoGeneratedAddress);
        Ip("link add name a type veth peer name b");
        using var monitor = new LinkMonitor();
        Ip("link set dev a up");
        Ip("link set dev b up");
        test(monitor.AwaitUsable("a"), monitor.AwaitUsable("b"));
    });

    /// <summary>The same, for a test to which one end matters.</summary>
    public static void RunWithVeth(Action<LinkState> test) => RunWithVeth((a, b) => test(a));

    /// <summary>Runs the test in a fresh namespace that has nothing but its own "lo", down. Skips the test without
    /// root.</summary>
    public static void Run(Action test)
    {
        Assert.SkipUnless(geteuid() == 0, "needs root: it makes a network namespace");
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() => failure = Catch(test)) { IsBackground = true, Name = "network namespace" };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>Runs iproute2 in the namespace of the calling thread.</summary>
    public static void Ip(string arguments)
    {
        var start = new ProcessStartInfo("ip", arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"ip {arguments}: {error}");
    }

    private static ExceptionDispatchInfo? Catch(Action test)
    {
        try
        {
            Assert.True(unshare(CloneNewNet) == 0, $"unshare: {Marshal.GetLastPInvokeErrorMessage()}");
            test();
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", SetLastError = true)]
    private static extern int unshare(int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc")]
    private static extern uint geteuid();
}
