using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lab.Interop;
using Lab.Network;

namespace Lab.Observers;

/// <summary>Takes down when the advertisements of one machine arrive at another, by the kernel's own time stamps: that
/// this process is late itself makes no difference. Thread-safe.</summary>
internal sealed class AdvertisementCapture : IDisposable
{
    // ETH_P_IP in network byte order, as AF_PACKET wants it.
    private const ProtocolType IPv4 = (ProtocolType)0x0008;

    private const int Protocol = 23;
    private const int Source = 26;
    private const int Payload = 34;
    private const byte Vrrp = 112;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private static readonly TimeSpan StopCheck = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<long> _moments = [];
    private readonly byte[] _sender;
    private readonly Socket _socket;
    private readonly Thread _thread;
    private volatile bool _stopping;

    internal AdvertisementCapture(SegmentNode node, IPAddress sender)
    {
        _sender = sender.GetAddressBytes();
        _socket = node.Namespace.Run(() => new Socket(AddressFamily.Packet, SocketType.Raw, IPv4));

        // The kernel stamps packets from the first question on.
        _ = Libc.ioctl(_socket.SafeHandle, Libc.SIOCGSTAMPNS, out _);
        _thread = new Thread(Loop) { IsBackground = true, Name = $"advertisements at {node.Role}" };
        _thread.Start();
    }

    /// <summary>How many came since <see cref="Clear"/>.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _moments.Count;
            }
        }
    }

    /// <summary>Times from one advertisement to the next since <see cref="Clear"/>.</summary>
    internal AdvertisementGaps Gaps
    {
        get
        {
            lock (_gate)
            {
                return new([
                    .. _moments.Zip(_moments.Skip(1), (one, next) => TimeSpan.FromMicroseconds((next - one) / 1e3)),
                ]);
            }
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _socket.Dispose();
    }

    /// <summary>Forgets what came so far.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _moments.Clear();
        }
    }

    private void Loop()
    {
        byte[] buffer = new byte[2048];
        while (!_stopping)
        {
            if (_socket.Poll(StopCheck, SelectMode.SelectRead) && IsOurs(buffer.AsSpan(0, _socket.Receive(buffer))))
            {
                Take();
            }
        }
    }

    private bool IsOurs(ReadOnlySpan<byte> frame) =>
        frame.Length > Payload && frame[Protocol] == Vrrp && frame.Slice(Source, 4).SequenceEqual(_sender);

    private void Take()
    {
        if (Libc.ioctl(_socket.SafeHandle, Libc.SIOCGSTAMPNS, out Libc.Timespec at) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "ask when a packet came");
        }

        lock (_gate)
        {
            _moments.Add((at.Seconds * NanosecondsPerSecond) + at.Nanoseconds);
        }
    }
}
