using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lab.Interop;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Reads a machine's notifications from its kernel on a thread of its own.</summary>
internal abstract class KernelMonitor : IDisposable
{
    private const int MessageHeader = 16;
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Listens to the groups of notifications, bits of RTMGRP; <see cref="Start"/> begins to read.</summary>
    protected KernelMonitor(SegmentNode node, uint groups)
    {
        Node = node;
        _socket = node.Namespace.Run(() => OpenNetlink(groups));
        _thread = new Thread(Loop) { IsBackground = true, Name = $"kernel of {node.Role}" };
    }

    /// <summary>The machine.</summary>
    protected SegmentNode Node { get; }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>To be called when the derived constructor is done.</summary>
    protected void Start() => _thread.Start();

    /// <summary>Takes one notification, without its header.</summary>
    protected abstract void Read(ushort type, ReadOnlySpan<byte> body);

    /// <summary>The value of an attribute; empty when it is not there.</summary>
    protected static ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> attributes, ushort wanted)
    {
        while (attributes.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) == wanted)
            {
                return attributes[4..length];
            }

            attributes = attributes[Math.Min(Align(length), attributes.Length)..];
        }

        return [];
    }

    private static Socket OpenNetlink(uint groups)
    {
        var handle = new SafeSocketHandle(
            Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, Libc.NETLINK_ROUTE), ownsHandle: true);
        try
        {
            var address = new Libc.SockaddrNl { Family = Libc.AF_NETLINK, Groups = groups };
            return !handle.IsInvalid && Libc.bind(handle, address, Marshal.SizeOf<Libc.SockaddrNl>()) == 0
                ? new Socket(handle)
                : throw new Win32Exception(Marshal.GetLastPInvokeError(), "listen to the kernel's notifications");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static int Align(int length) => (length + 3) & ~3;

    private void Loop()
    {
        byte[] buffer = new byte[32 * 1024];
        while (!_stopping)
        {
            if (_socket.Poll(StopCheck, SelectMode.SelectRead))
            {
                Divide(buffer.AsSpan(0, _socket.Receive(buffer)));
            }
        }
    }

    private void Divide(ReadOnlySpan<byte> messages)
    {
        while (messages.Length >= MessageHeader)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(messages);
            Read(BinaryPrimitives.ReadUInt16LittleEndian(messages[4..]), messages[MessageHeader..length]);
            messages = messages[Math.Min(Align(length), messages.Length)..];
        }
    }
}
