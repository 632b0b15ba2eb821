using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Netlink;
using Microsoft.Win32.SafeHandles;

namespace Lab.Kernel;

/// <summary>A network of its own for one test: a thread enters a fresh namespace, which has no name and goes with it.
/// Programs that the thread starts are in it too.</summary>
internal static partial class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>For addr_gen_mode: a link gets no link-local address.</summary>
    public const string NoGeneratedAddress = "1";


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

    /// <summary>Runs the test in a fresh namespace that has "a", up, whose other end "b" is in a namespace of its own:
    /// a host beside this one.</summary>
    public static void RunWithPeer(Action<LinkState, PeerHost> test) => RunWithVeth((a, b) =>
    {
        using var peer = new PeerHost(b.Name);
        using var monitor = new LinkMonitor();
        test(monitor.AwaitUsable("a"), peer);
    });

    /// <summary>The same, for a test to which one end matters.</summary>
    public static void RunWithVeth(Action<LinkState> test) => RunWithVeth((a, b) => test(a));

    /// <summary>Runs the test in a fresh namespace that has nothing but its own "lo", down. Skips the test without
    /// root.</summary>
    public static void Run(Action test)
    {
        Assert.SkipUnless(geteuid() == 0, "needs root: it makes a network namespace");
        RunInFresh(test);
    }

    /// <summary>Runs iproute2 in the namespace of the calling thread.</summary>
    public static void Ip(string arguments) => _ = RunProgram("ip", arguments);

    /// <summary>The same, for what it prints.</summary>
    public static string IpOutput(string arguments) => RunProgram("ip", arguments);

    /// <summary>Runs nftables in the namespace of the calling thread. Skips the test where it is
    /// missing.</summary>
    public static void Nft(string arguments)
    {
        Assert.SkipWhen(Requirements.MissingProgram("nft") is not null, "needs nft");
        _ = RunProgram("nft", arguments);
    }

    /// <summary>A handle to the namespace of the calling thread; it stays as long as the handle.</summary>
    public static SafeFileHandle Open() => File.OpenHandle("/proc/thread-self/ns/net");

    /// <summary>Runs an action on a thread that has a fresh namespace.</summary>
    public static void RunInFresh(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() => failure = Catch(action)) { IsBackground = true, Name = "network namespace" };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static string RunProgram(string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {arguments}: {error}");
        return output;
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
