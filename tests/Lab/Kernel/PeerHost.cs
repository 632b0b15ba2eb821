using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Netlink;
using Lab.Interop;
using Microsoft.Win32.SafeHandles;

namespace Lab.Kernel;

/// <summary>A host beside the test's own: a namespace that has one link. What is opened in it stays in it, on whatever
/// thread it is used.</summary>
internal sealed class PeerHost : IDisposable
{
    private readonly SafeFileHandle _namespace;

    /// <summary>Makes the host and gives it a link of the calling thread's namespace, up.</summary>
    public PeerHost(string link)
    {
        SafeFileHandle? fresh = null;
        NetworkNamespace.RunInFresh(() =>
        {
            File.WriteAllText("/proc/sys/net/ipv6/conf/default/addr_gen_mode", NetworkNamespace.NoGeneratedAddress);
            fresh = NetworkNamespace.Open();
        });
        _namespace = fresh!;
        NetworkNamespace.Ip(
            $"link set dev {link} netns /proc/{Environment.ProcessId}/fd/{_namespace.DangerousGetHandle()}");
        Link = Do(() =>
        {
            using var monitor = new LinkMonitor();
            NetworkNamespace.Ip($"link set dev {link} up");
            return monitor.AwaitUsable(link);
        });
    }

    /// <summary>Its link.</summary>
    public LinkState Link { get; }

    /// <summary>Does something there, on the calling thread.</summary>
    public T Do<T>(Func<T> action)
    {
        using var home = NetworkNamespace.Open();
        Enter(_namespace);
        try
        {
            return action();
        }
        finally
        {
            Enter(home);
        }
    }

    /// <summary>Runs iproute2 there.</summary>
    public void Ip(string arguments) => Do(() =>
    {
        NetworkNamespace.Ip(arguments);
        return true;
    });

    /// <summary>Runs nftables there. Skips the test where it is not installed.</summary>
    public void Nft(string arguments) => Do(() =>
    {
        NetworkNamespace.Nft(arguments);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _namespace.Dispose();

    private static void Enter(SafeFileHandle where) =>
        Assert.True(Libc.setns(where, Libc.CLONE_NEWNET) == 0, $"setns: {Marshal.GetLastPInvokeErrorMessage()}");
}
