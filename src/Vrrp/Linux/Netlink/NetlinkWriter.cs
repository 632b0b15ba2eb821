using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Writes one request into an owned buffer: header, structure, attributes, all aligned to 4 bytes.</summary>
internal ref struct NetlinkWriter
{
    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Starts a request.</summary>
    /// <param name="buffer">Where to; a request that does not fit is a programming error and throws.</param>
    /// <param name="type">RTM_*.</param>
    /// <param name="flags">NLM_F_*.</param>
    /// <param name="sequence">The number that the answer will carry.</param>
    public NetlinkWriter(Span<byte> buffer, ushort type, int flags, uint sequence)
    {
        _buffer = buffer;
        Append(new NlMsgHdr(0, type, (ushort)flags, sequence, 0));
    }

    /// <summary>The next multiple of 4 bytes, at which the kernel expects the next part.</summary>
    public static int Align(int length) => (length + 3) & ~3;

    /// <summary>Appends the structure that follows the header.</summary>
    public void Append<T>(in T value)
        where T : unmanaged
    {
        MemoryMarshal.Write(_buffer[_length..], value);
        _length += Align(Unsafe.SizeOf<T>());
    }

    /// <summary>Appends an attribute that is a number or a structure.</summary>
    public void AppendAttribute<T>(ushort type, in T value)
        where T : unmanaged
    {
        Append(new RtAttr((ushort)(Unsafe.SizeOf<RtAttr>() + Unsafe.SizeOf<T>()), type));
        // The padding holds what an earlier, longer request left there; the kernel does not read it.
        Append(value);
    }

    /// <summary>Appends an attribute that is an address, 4 or 16 bytes.</summary>
    public void AppendAttribute(ushort type, IpAddr address)
    {
        Append(new RtAttr((ushort)(Unsafe.SizeOf<RtAttr>() + address.Length), type));
        _length += address.WriteTo(_buffer[_length..]);
    }

    /// <summary>Writes the length into the header.</summary>
    /// <returns>The request.</returns>
    public readonly ReadOnlySpan<byte> Finish()
    {
        MemoryMarshal.Write(_buffer, (uint)_length);
        return _buffer[.._length];
    }
}
