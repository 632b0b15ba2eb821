using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Takes down the gratuitous ARP for the virtual address that arrives at a machine: frames whose sender and
/// target address are both the virtual one (RFC 5944 section 4.6). Thread-safe.</summary>
internal sealed class AnnouncementCapture : IDisposable
{
    // ETH_P_ARP in network byte order, as AF_PACKET wants it.
    private const ProtocolType Arp = (ProtocolType)0x0608;

    private const int FrameLength = 42;
    private const int EthernetSource = 6;
    private const int Operation = 20;
    private const int SenderHardware = 22;
    private const int SenderAddress = 28;
    private const int TargetAddress = 38;
    private const ushort Request = 1;
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<GratuitousAnnouncement> _frames = [];
    private readonly byte[] _virtualAddress;
    private readonly Socket _socket;
    private readonly Thread _thread;
    private volatile bool _stopping;

    internal AnnouncementCapture(SegmentNode node, IPAddress virtualAddress)
    {
        _virtualAddress = virtualAddress.GetAddressBytes();
        _socket = node.Namespace.Run(() => new Socket(AddressFamily.Packet, SocketType.Raw, Arp));
        _thread = new Thread(Loop) { IsBackground = true, Name = $"ARP at {node.Role}" };
        _thread.Start();
    }

    /// <summary>All frames so far, oldest first.</summary>
    internal GratuitousAnnouncement[] Frames
    {
        get
        {
            lock (_gate)
            {
                return [.. _frames];
            }
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _socket.Dispose();
    }

    private static string Text(ReadOnlySpan<byte> hardwareAddress) =>
        string.Join(':', hardwareAddress.ToArray().Select(part => part.ToString("x2", null)));

    private void Loop()
    {
        byte[] buffer = new byte[2048];
        while (!_stopping)
        {
            if (_socket.Poll(StopCheck, SelectMode.SelectRead))
            {
                Read(buffer.AsSpan(0, _socket.Receive(buffer)));
            }
        }
    }

    private void Read(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < FrameLength
            || !frame.Slice(SenderAddress, 4).SequenceEqual(_virtualAddress)
            || !frame.Slice(TargetAddress, 4).SequenceEqual(_virtualAddress))
        {
            return;
        }

        var announcement = new GratuitousAnnouncement(
            LabClock.Now,
            BinaryPrimitives.ReadUInt16BigEndian(frame[Operation..]) == Request,
            Text(frame.Slice(SenderHardware, 6)),
            Text(frame.Slice(EthernetSource, 6)));
        lock (_gate)
        {
            _frames.Add(announcement);
        }
    }
}
