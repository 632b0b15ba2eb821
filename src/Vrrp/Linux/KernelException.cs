namespace Gateway.Vrrp.Linux;

/// <summary>A call to the kernel failed. The message says what was meant, the call, and the error's name.</summary>
/// <param name="intent">What the call was for: "join 224.0.0.18 on eth0".</param>
/// <param name="call">The system call or netlink message: "setsockopt(IP_ADD_MEMBERSHIP)".</param>
/// <param name="errno">The error number.</param>
public sealed class KernelException(string intent, string call, int errno)
    : Exception($"Cannot {intent}: {call} failed with {Interop.Errno.Name(errno)}.")
{
    /// <summary>The error number.</summary>
    public int Errno { get; } = errno;
}
