using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Writes one request into an owned buffer: header, structure, attributes, all aligned to 4 bytes.</summary>
internal ref struct NetlinkWriter
{
    private const int LongestText = 64;

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
        var start = BeginAttribute(type);
        Append(address);
        EndAttribute(start);
    }

    /// <summary>Appends an attribute that is a row of bytes.</summary>
    public void AppendAttribute(ushort type, scoped ReadOnlySpan<byte> bytes)
    {
        var start = BeginAttribute(type);
        var padded = Align(bytes.Length);
        bytes.CopyTo(_buffer[_length..]);
        _buffer[(_length + bytes.Length)..(_length + padded)].Clear();
        _length += bytes.Length;
        EndAttribute(start);
        _length += padded - bytes.Length;
    }

    /// <summary>Appends an attribute that is text, with its terminating zero.</summary>
    public void AppendAttribute(ushort type, string text)
    {
        Span<byte> bytes = stackalloc byte[LongestText];
        bytes.Clear();
        AppendAttribute(type, bytes[..(Encoding.UTF8.GetBytes(text, bytes[..^1]) + 1)]);
    }

    /// <summary>Starts an attribute that is made of others, or of a structure and what follows it.</summary>
    /// <returns>What <see cref="EndAttribute"/> wants.</returns>
    public int BeginAttribute(ushort type)
    {
        var start = _length;
        Append(new RtAttr(0, type));
        return start;
    }

    /// <summary>Appends an address, 4 or 16 bytes.</summary>
    public void Append(IpAddr address) => _length += address.WriteTo(_buffer[_length..]);

    /// <summary>Ends the attribute: what was appended since belongs to it.</summary>
    public readonly void EndAttribute(int start) => MemoryMarshal.Write(_buffer[start..], (ushort)(_length - start));

    /// <summary>Writes the length into the header.</summary>
    /// <returns>The request.</returns>
    public readonly ReadOnlySpan<byte> Finish()
    {
        MemoryMarshal.Write(_buffer, (uint)_length);
        return _buffer[.._length];
    }
}
