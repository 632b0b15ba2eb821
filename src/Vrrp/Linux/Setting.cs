using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>A setting of the kernel's network that must be so.</summary>
internal static class Setting
{
    /// <summary>Changes it unless it is so already. One that this kernel does not have is not missed.</summary>
    /// <param name="path">Its path under /proc/sys/net: "ipv4/conf/eth0/arp_ignore".</param>
    /// <param name="value">What it must be.</param>
    /// <exception cref="KernelException">The kernel refuses; the message says how an administrator sets it.</exception>
    public static void Demand(string path, string value)
    {
        if (!Sysctl.TryRead($"net/{path}", out var found, out var errno))
        {
            _ = errno == Errno.ENOENT ? 0 : throw Refused("read", errno);
        }
        else if (found != value && !Sysctl.TryWrite($"net/{path}", value, out errno))
        {
            throw Refused("write", errno);
        }

        KernelException Refused(string call, int number) => new(
            $"set the kernel's net/{path} to {value}; set it before the gateway starts, with sysctl or in sysctl.d",
            call, number);
    }
}
