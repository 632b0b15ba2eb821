using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Linux.Netlink;

/// <content>Links of our own, which carry a virtual MAC address.</content>
internal sealed partial class RouteClient
{
    /// <summary>Makes a macvlan in bridge mode, down, marked as ours, that will get no link-local address of its own.
    /// It does not go with this process.</summary>
    /// <param name="parentIndex">The interface that it speaks through.</param>
    /// <param name="name">Its name, 15 bytes at most.</param>
    /// <param name="address">Its Ethernet address.</param>
    /// <param name="index">Its number.</param>
    /// <param name="errno">0, or why not: EEXIST when the name is taken, ENODEV when the parent is gone,
    /// EOPNOTSUPP when the kernel has no macvlan, EBUSY when the parent is the port of a bridge, EINVAL when it is no
    /// Ethernet, EPERM without CAP_NET_ADMIN.</param>
    /// <param name="note">What a later life is to know besides that it is ours; null for nothing.</param>
    /// <exception cref="KernelException">As with <see cref="DumpLinks"/>.</exception>
    public bool TryCreateMacvlan(
        int parentIndex, string name, MacAddress address, out int index, out int errno, string? note = null)
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
        errno = errno == Errno.EAFNOSUPPORT ? 0 : errno;
        if (errno == 0)
        {
            errno = Request(LinkMessage.WriteMark(_request, ++_sequence, name, note));
        }

        if (errno != 0)
        {
            _ = TryDeleteLink(index, out _);
        }

        return errno == 0;
    }

    /// <summary>Switches a link on.</summary>
    /// <param name="index">The link.</param>
    /// <param name="errno">0, or why not: ENODEV when it is gone, EADDRINUSE when another macvlan that is up has
    /// its Ethernet address, EPERM without CAP_NET_ADMIN.</param>
    public bool TrySetUp(int index, out int errno)
    {
        errno = Request(LinkMessage.WriteUp(_request, ++_sequence, index, up: true));
        return errno == 0;
    }

    /// <summary>Gives a link that is up the way to link-local addresses, which it has otherwise by a link-local address
    /// of its own. It goes when the link is switched off.</summary>
    /// <param name="index">The link.</param>
    /// <param name="errno">0, or why not: ENODEV when it is gone, ENETDOWN when it is down, EPERM without
    /// CAP_NET_ADMIN.</param>
    public bool TryAddLinkLocalRoute(int index, out int errno)
    {
        errno = Request(LinkMessage.WriteLinkLocalRoute(_request, ++_sequence, index));
        return errno == 0;
    }

    /// <summary>Switches a link off: it neither sends nor receives, and the address filter of its parent forgets its
    /// Ethernet address.</summary>
    /// <param name="index">The link.</param>
    /// <param name="errno">0, or why not: EPERM without CAP_NET_ADMIN.</param>
    /// <returns>True also when it was gone before.</returns>
    public bool TrySetDown(int index, out int errno)
    {
        errno = Request(LinkMessage.WriteUp(_request, ++_sequence, index, up: false));
        errno = errno == Errno.ENODEV ? 0 : errno;
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
