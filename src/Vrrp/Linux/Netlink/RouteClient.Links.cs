using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Linux.Netlink;

/// <content>Links of our own, which carry a virtual MAC address.</content>
internal sealed partial class RouteClient
{
    /// <summary>Makes a macvlan in private mode, down, that will get no link-local address of its own. It does not go
    /// with this process.</summary>
    /// <param name="parentIndex">The interface that it speaks through.</param>
    /// <param name="name">Its name, 15 bytes at most.</param>
    /// <param name="address">Its Ethernet address.</param>
    /// <param name="index">Its number.</param>
    /// <param name="errno">0, or why not: EEXIST when the name is taken, ENODEV when the parent is gone,
    /// EOPNOTSUPP when the kernel has no macvlan, EPERM without CAP_NET_ADMIN.</param>
    /// <exception cref="KernelException">As with <see cref="DumpLinks"/>.</exception>
    public bool TryCreateMacvlan(int parentIndex, string name, MacAddress address, out int index, out int errno)
    {
        index = 0;
        errno = Request(LinkMessage.WriteCreateMacvlan(_request, ++_sequence, parentIndex, name, address));
        if (errno != 0)
        {
            return false;
        }

        if (TryGetLink(name, out var link))
        {
            index = link.Index;
        }

        // BEFORE it is up, or the address is there. Without IPv6 there is none to prevent.
        errno = Request(LinkMessage.WriteNoGeneratedAddress(_request, ++_sequence, name));
        if (errno is not (0 or Errno.EAFNOSUPPORT))
        {
            _ = TryDeleteLink(index, out _);
            return false;
        }

        errno = 0;
        return true;
    }

    /// <summary>Switches a link on.</summary>
    /// <param name="index">The link.</param>
    /// <param name="errno">0, or why not: ENODEV when it is gone, EADDRINUSE when another macvlan that is up has
    /// its Ethernet address, EPERM without CAP_NET_ADMIN.</param>
    public bool TrySetUp(int index, out int errno)
    {
        errno = Request(LinkMessage.WriteUp(_request, ++_sequence, index));
        return errno == 0;
    }

    /// <summary>Deletes a link with its addresses.</summary>
    /// <param name="index">The link.</param>
    /// <param name="errno">0, or why not: EOPNOTSUPP for hardware, EPERM without CAP_NET_ADMIN.</param>
    /// <returns>True also when it was gone before.</returns>
    public bool TryDeleteLink(int index, out int errno)
    {
        errno = Request(LinkMessage.WriteDelete(_request, ++_sequence, index));
        errno = errno == Errno.ENODEV ? 0 : errno;
        return errno == 0;
    }
}
