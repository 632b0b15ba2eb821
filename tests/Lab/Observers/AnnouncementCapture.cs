using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Takes down what announces the virtual address and arrives at a machine: gratuitous ARP, frames whose sender
/// and target address are both the virtual one (RFC 5944 section 4.6), or unsolicited neighbor advertisements to all
/// nodes (RFC 4861 section 7.2.6). Thread-safe.</summary>
internal sealed class AnnouncementCapture : IDisposable
{
    // ETH_P_ARP and ETH_P_IPV6 in network byte order, as AF_PACKET wants them.
    private const ProtocolType Arp = (ProtocolType)0x0608;
    private const ProtocolType IPv6 = (ProtocolType)0xDD86;

    private const int ArpLength = 42;
    private const int EthernetSource = 6;
    private const int Operation = 20;
    private const int SenderHardware = 22;
    private const int SenderAddress = 28;
    private const int TargetAddress = 38;
    private const ushort Request = 1;

    // Ethernet 14, IPv6 40, ICMPv6 24, then the option with the sender's MAC, 8.
    private const int NeighborLength = 86;
    private const int NextHeader = 20;
    private const int Destination = 38;
    private const int IcmpType = 54;
    private const int IcmpFlags = 58;
    private const int Target = 62;
    private const int OptionType = 78;
    private const int OptionHardware = 80;
    private const byte Icmp6 = 58;
    private const byte NeighborAdvertisement = 136;
    private const byte Solicited = 0x40;
    private const byte TargetHardwareOption = 2;
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
        ProtocolType protocol = virtualAddress.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6 : Arp;
        _socket = node.Namespace.Run(() => new Socket(AddressFamily.Packet, SocketType.Raw, protocol));
        _thread = new Thread(Loop) { IsBackground = true, Name = $"announcements at {node.Role}" };
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
        if (_virtualAddress.Length == 4 ? IsGratuitousArp(frame) : IsUnsolicitedAdvertisement(frame))
        {
            bool isArp = _virtualAddress.Length == 4;
            var announcement = new GratuitousAnnouncement(
                LabClock.Now,
                isArp && BinaryPrimitives.ReadUInt16BigEndian(frame[Operation..]) == Request,
                Text(frame.Slice(isArp ? SenderHardware : OptionHardware, 6)),
                Text(frame.Slice(EthernetSource, 6)));
            lock (_gate)
            {
                _frames.Add(announcement);
            }
        }
    }

    private bool IsGratuitousArp(ReadOnlySpan<byte> frame) =>
        frame.Length >= ArpLength
        && frame.Slice(SenderAddress, 4).SequenceEqual(_virtualAddress)
        && frame.Slice(TargetAddress, 4).SequenceEqual(_virtualAddress);

    private bool IsUnsolicitedAdvertisement(ReadOnlySpan<byte> frame) =>
        frame.Length >= NeighborLength
        && frame[NextHeader] == Icmp6
        && frame[Destination] == 0xFF
        && frame[IcmpType] == NeighborAdvertisement
        && (frame[IcmpFlags] & Solicited) == 0
        && frame.Slice(Target, 16).SequenceEqual(_virtualAddress)
        && frame[OptionType] == TargetHardwareOption;
}
