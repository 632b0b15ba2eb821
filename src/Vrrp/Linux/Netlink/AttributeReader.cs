using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Takes the attributes of a message apart. Lengths are checked: nothing outside the message is
/// read.</summary>
/// <param name="attributes">The attributes, from the first header to the end of the message.</param>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private ReadOnlySpan<byte> _rest = attributes;

    /// <summary>Takes the next attribute.</summary>
    /// <returns>False at the end, or where a length is wrong.</returns>
    public bool TryRead(out ushort type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (!MemoryMarshal.TryRead(_rest, out RtAttr header)
            || header.Length < Unsafe.SizeOf<RtAttr>()
            || header.Length > _rest.Length)
        {
            return false;
        }

        type = (ushort)(header.Type & NetlinkConstants.NLA_TYPE_MASK);
        value = _rest[Unsafe.SizeOf<RtAttr>()..header.Length];
        _rest = _rest[Math.Min(NetlinkWriter.Align(header.Length), _rest.Length)..];
        return true;
    }
}
