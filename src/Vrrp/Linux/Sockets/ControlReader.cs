using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Takes the control data of a packet apart. Lengths are checked: nothing outside of it is read.</summary>
/// <param name="control">What the receive wrote.</param>
internal ref struct ControlReader(ReadOnlySpan<byte> control)
{
    private ReadOnlySpan<byte> _rest = control;

    /// <summary>Takes the next message.</summary>
    /// <returns>False at the end, or where a length is wrong.</returns>
    public bool TryRead(out int level, out int type, out ReadOnlySpan<byte> value)
    {
        (level, type) = (0, 0);
        value = default;
        if (!MemoryMarshal.TryRead(_rest, out CMsgHdr header)
            || header.Length < (nuint)Unsafe.SizeOf<CMsgHdr>()
            || header.Length > (nuint)_rest.Length)
        {
            return false;
        }

        var length = (int)header.Length;
        (level, type) = (header.Level, header.Type);
        value = _rest[Unsafe.SizeOf<CMsgHdr>()..length];
        _rest = _rest[Math.Min(ControlMessage.Align(length), _rest.Length)..];
        return true;
    }
}
