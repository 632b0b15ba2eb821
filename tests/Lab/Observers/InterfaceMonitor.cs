using System.Buffers.Binary;
using System.Text;
using Lab.Interop;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Keeps the <see cref="OwnershipHistory"/> of a program that has the address on an interface of its own for
/// ever, and takes that interface's carrier while it is Backup: the machine has the address while the interface
/// runs. Start it before the interface exists: that it runs until the program first sees it does not count.</summary>
internal sealed class InterfaceMonitor : KernelMonitor
{
    private const int LinkHeader = 16;
    private const int Flags = 8;

    private readonly string _name;
    private readonly OwnershipHistory _history;
    private bool _ran;
    private bool _taken;

    internal InterfaceMonitor(SegmentNode node, string name, OwnershipHistory history)
        : base(node, Libc.RTMGRP_LINK)
    {
        _name = name;
        _history = history;
        Start();
    }

    protected override void Read(ushort type, ReadOnlySpan<byte> body)
    {
        if (type is Libc.RTM_NEWLINK or Libc.RTM_DELLINK
            && Encoding.ASCII.GetString(Attribute(body[LinkHeader..], Libc.IFLA_IFNAME)).TrimEnd('\0') == _name)
        {
            uint flags = BinaryPrimitives.ReadUInt32LittleEndian(body[Flags..]);
            bool runs = type == Libc.RTM_NEWLINK && (flags & Libc.IFF_LOWER_UP) != 0;
            _taken |= _ran && !runs;
            _ran |= runs;
            _history.Record(Node.Role, held: runs && _taken);
        }
    }
}
