using System.Net;
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

    /// <summary>Gives its link an address of IPv6, and returns when the kernel answers whoever asks for it: a while
    /// later when other namespaces are taken down, and who has asked three times drops what waits.</summary>
    public void AddAddress6(string address)
    {
        Ip($"address add {address}/64 dev {Link.Name} nodad");
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        // RFC 4291 section 2.7.1.
        string group = $"ff0200000000000000000001ff{Convert.ToHexStringLower(bytes.AsSpan(^3..))}";
        Listening.Await($"{address} is listened for", () => Do(() => File.ReadLines("/proc/thread-self/net/igmp6").Any(
            line => line.Contains($" {Link.Name} ", StringComparison.Ordinal)
                && line.Contains(group, StringComparison.Ordinal))));
    }

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
