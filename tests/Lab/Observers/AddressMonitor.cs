using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lab.Interop;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Reads a machine's address notifications from its kernel and keeps the <see cref="OwnershipHistory"/>.
/// Start it before anything can own the address: what exists already is not reported.</summary>
internal sealed class AddressMonitor : IDisposable
{
    private const int MessageHeader = 16;
    private const int AddressHeader = 8;
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly SegmentNode _node;
    private readonly uint _virtualAddress;
    private readonly OwnershipHistory _history;
    private readonly Socket _socket;
    private readonly Thread _thread;
    private volatile bool _stopping;

    internal AddressMonitor(SegmentNode node, IPAddress virtualAddress, OwnershipHistory history)
    {
        _node = node;
        _virtualAddress = BinaryPrimitives.ReadUInt32BigEndian(virtualAddress.GetAddressBytes());
        _history = history;
        _socket = node.Namespace.Run(OpenNetlink);
        _thread = new Thread(Loop) { IsBackground = true, Name = $"addresses of {node.Role}" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _socket.Dispose();
    }

    private static Socket OpenNetlink()
    {
        var handle = new SafeSocketHandle(
            Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, Libc.NETLINK_ROUTE), ownsHandle: true);
        try
        {
            var address = new Libc.SockaddrNl { Family = Libc.AF_NETLINK, Groups = Libc.RTMGRP_IPV4_IFADDR };
            return !handle.IsInvalid && Libc.bind(handle, address, Marshal.SizeOf<Libc.SockaddrNl>()) == 0
                ? new Socket(handle)
                : throw new Win32Exception(Marshal.GetLastPInvokeError(), "listen to address notifications");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private void Loop()
    {
        byte[] buffer = new byte[32 * 1024];
        while (!_stopping)
        {
            if (_socket.Poll(StopCheck, SelectMode.SelectRead))
            {
                Read(buffer.AsSpan(0, _socket.Receive(buffer)));
            }
        }
    }

    private void Read(ReadOnlySpan<byte> messages)
    {
        while (messages.Length >= MessageHeader)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(messages);
            ushort type = BinaryPrimitives.ReadUInt16LittleEndian(messages[4..]);
            if (type is Libc.RTM_NEWADDR or Libc.RTM_DELADDR
                && IsVirtualAddress(messages[(MessageHeader + AddressHeader)..length]))
            {
                _history.Record(_node.Role, held: type == Libc.RTM_NEWADDR);
            }

            messages = messages[Math.Min(Align(length), messages.Length)..];
        }
    }

    private bool IsVirtualAddress(ReadOnlySpan<byte> attributes)
    {
        while (attributes.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) == Libc.IFA_LOCAL)
            {
                return BinaryPrimitives.ReadUInt32BigEndian(attributes[4..]) == _virtualAddress;
            }

            attributes = attributes[Math.Min(Align(length), attributes.Length)..];
        }

        return false;
    }

    private static int Align(int length) => (length + 3) & ~3;
}
