using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>A socket by system call, for the families that <see cref="System.Net.Sockets.Socket"/> refuses. Interrupted
/// calls are repeated; setting up throws, sending and receiving return the error number and allocate nothing.</summary>
internal sealed class KernelSocket : IDisposable
{
    private readonly string _intent;

    /// <summary>Opens a socket that programs started by this process do not inherit.</summary>
    /// <param name="family">AF_*.</param>
    /// <param name="type">SOCK_RAW or SOCK_DGRAM, perhaps with SOCK_NONBLOCK.</param>
    /// <param name="protocol">The protocol, in the byte order that the family wants.</param>
    /// <param name="intent">What the socket is for; every error of setting it up says so.</param>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the kernel lacks the family.</exception>
    public KernelSocket(int family, int type, int protocol, string intent)
    {
        _intent = intent;
        Descriptor = new(Libc.Socket(family, type | SocketConstants.SOCK_CLOEXEC, protocol));
        ThrowIf(Descriptor.IsInvalid, "socket");
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor { get; }

    /// <summary>Opens a packet socket that receives what other hosts sent to an interface, as far as a filter accepts
    /// it.</summary>
    /// <param name="type">SOCK_RAW for whole frames, SOCK_DGRAM for what is in them.</param>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="filter">What to accept; the offsets are those of the type.</param>
    /// <param name="intent">As with the constructor.</param>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the interface is gone.</exception>
    public static KernelSocket OpenTap(int type, int interfaceIndex, ReadOnlySpan<SockFilter> filter, string intent)
    {
        // Protocol 0 receives nothing: bound AFTER the filter, no other packet gets in.
        var socket = new KernelSocket(SocketConstants.AF_PACKET, type | SocketConstants.SOCK_NONBLOCK, 0, intent);
        try
        {
            socket.ThrowIf(
                Libc.AttachFilter(socket.Descriptor, filter) != 0, "setsockopt(SO_ATTACH_FILTER)");
            socket.SetOption(SocketConstants.SOL_PACKET, SocketConstants.PACKET_IGNORE_OUTGOING, 1);
            socket.Bind(new SockAddrLl(
                SocketConstants.AF_PACKET, SocketConstants.ETH_P_ALL_BE, interfaceIndex, 0, 0, 0, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a receive that failed so only says that nothing is there, or that the interface is down or
    /// gone.</summary>
    public static bool IsNothing(int errno) => errno is Errno.EAGAIN or Errno.ENETDOWN or Errno.ENETUNREACH
        or Errno.ENODEV or Errno.ENXIO or Errno.ENOBUFS or Errno.ENOMEM;

    /// <summary>Sets an option to a number or a structure.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void SetOption<T>(
        int level, int name, in T value, string? intent = null,
        [CallerArgumentExpression(nameof(name))] string call = "")
        where T : unmanaged
    {
        if (!TrySetOption(level, name, value))
        {
            throw new KernelException(intent ?? _intent, $"setsockopt({call})", Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Sets an option that the socket works without.</summary>
    /// <returns>False when the kernel refuses.</returns>
    public bool TrySetOption<T>(int level, int name, in T value)
        where T : unmanaged =>
        Libc.SetSockOpt(Descriptor, level, name, BytesOf(value), (uint)Unsafe.SizeOf<T>()) == 0;

    /// <summary>Ties the socket to an interface by its name, for sending and receiving.</summary>
    /// <exception cref="KernelException">There is no such interface.</exception>
    public void BindToDevice(string interfaceName)
    {
        Span<byte> name = stackalloc byte[SocketConstants.IFNAMSIZ];
        name.Clear();
        var fits = System.Text.Encoding.UTF8.TryGetBytes(interfaceName, name[..^1], out _);
        var result = !fits ? -1 : Libc.SetSockOpt(
            Descriptor, SocketConstants.SOL_SOCKET, SocketConstants.SO_BINDTODEVICE, name, SocketConstants.IFNAMSIZ);
        ThrowIf(result != 0, "setsockopt(SO_BINDTODEVICE)", fits ? null : Errno.ENODEV);
    }

    /// <summary>Binds to an address of the socket's family.</summary>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public void Bind<T>(in T address)
        where T : unmanaged =>
        ThrowIf(Libc.Bind(Descriptor, BytesOf(address), (uint)Unsafe.SizeOf<T>()) != 0, "bind");

    /// <summary>Sends one datagram to an address of the socket's family, without waiting.</summary>
    /// <param name="datagram">The bytes.</param>
    /// <param name="address">Where to.</param>
    /// <param name="errno">0, or why the kernel refused.</param>
    public bool TrySendTo<T>(ReadOnlySpan<byte> datagram, in T address, out int errno)
        where T : unmanaged
    {
        do
        {
            var sent = Libc.SendTo(Descriptor, datagram, (nuint)datagram.Length, SocketConstants.MSG_DONTWAIT,
                BytesOf(address), (uint)Unsafe.SizeOf<T>());
            errno = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (errno == Errno.EINTR);
        return errno == 0;
    }

    /// <summary>Sends one datagram with control data, without waiting.</summary>
    /// <param name="datagram">The bytes.</param>
    /// <param name="address">Where to.</param>
    /// <param name="control">What <see cref="ControlMessage.Write"/> wrote.</param>
    /// <param name="errno">0, or why the kernel refused.</param>
    public bool TrySendMessage<T>(
        ReadOnlySpan<byte> datagram, in T address, ReadOnlySpan<byte> control, out int errno)
        where T : unmanaged
    {
        do
        {
            var sent = Libc.SendMessage(
                Descriptor, datagram, BytesOf(address), control, SocketConstants.MSG_DONTWAIT);
            errno = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (errno == Errno.EINTR);
        return errno == 0;
    }

    /// <summary>Receives one datagram with its sender and its control data, without waiting.</summary>
    /// <param name="buffer">Where to; a longer datagram is cut.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="control">Where the control data goes; only its beginning is written.</param>
    /// <param name="controlLength">The length of the control data, for <see cref="ControlReader"/>.</param>
    /// <param name="errno">0, or why there is none: EAGAIN when nothing is there.</param>
    /// <returns>The length of the datagram, -1 without one.</returns>
    public int ReceiveMessage<T>(
        Span<byte> buffer, out T sender, Span<byte> control, out int controlLength, out int errno)
        where T : unmanaged
    {
        sender = default;
        var address = MemoryMarshal.AsBytes(new Span<T>(ref sender));
        int length;
        do
        {
            length = (int)Libc.ReceiveMessage(
                Descriptor, buffer, address, control, out controlLength, SocketConstants.MSG_DONTWAIT);
            errno = length < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (errno == Errno.EINTR);
        return length;
    }

    /// <summary>Receives one datagram.</summary>
    /// <param name="buffer">Where to; a longer datagram is cut.</param>
    /// <param name="flags">MSG_*; with MSG_TRUNC the true length of a cut datagram is returned.</param>
    /// <param name="errno">0, or why there is none: EAGAIN when nothing is there.</param>
    /// <returns>The length of the datagram, -1 without one.</returns>
    public int Receive(Span<byte> buffer, int flags, out int errno)
    {
        int length;
        do
        {
            length = (int)Libc.Recv(Descriptor, buffer, (nuint)buffer.Length, flags);
            errno = length < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (errno == Errno.EINTR);
        return length;
    }

    /// <inheritdoc/>
    public void Dispose() => Descriptor.Dispose();

    private static ReadOnlySpan<byte> BytesOf<T>(in T value)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in value, 1));

    private void ThrowIf(bool failed, string call, int? errno = null)
    {
        if (failed)
        {
            throw new KernelException(_intent, call, errno ?? Marshal.GetLastPInvokeError());
        }
    }
}
