using System.Net;
using System.Net.Sockets;
using Lab.Interop;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Keeps the <see cref="OwnershipHistory"/> by a machine's address notifications, whichever interface the
/// address is on. Start it before anything can own the address: what exists already is not reported.</summary>
internal sealed class AddressMonitor : KernelMonitor
{
    private const int AddressHeader = 8;

    private readonly byte[] _virtualAddress;
    private readonly ushort _attribute;
    private readonly OwnershipHistory _history;

    internal AddressMonitor(SegmentNode node, IPAddress virtualAddress, OwnershipHistory history)
        : base(node, Libc.RTMGRP_IPV4_IFADDR | Libc.RTMGRP_IPV6_IFADDR)
    {
        _virtualAddress = virtualAddress.GetAddressBytes();
        _attribute = virtualAddress.AddressFamily == AddressFamily.InterNetworkV6 ? Libc.IFA_ADDRESS : Libc.IFA_LOCAL;
        _history = history;
        Start();
    }

    protected override void Read(ushort type, ReadOnlySpan<byte> body)
    {
        if (type is Libc.RTM_NEWADDR or Libc.RTM_DELADDR
            && Attribute(body[AddressHeader..], _attribute).SequenceEqual(_virtualAddress))
        {
            _history.Record(Node.Role, held: type == Libc.RTM_NEWADDR);
        }
    }
}
