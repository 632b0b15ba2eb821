using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>Takes a datagram apart into messages. Lengths are checked: whatever the bytes say, nothing outside the
/// datagram is read.</summary>
/// <param name="datagram">What one receive returned.</param>
internal ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Takes the next message.</summary>
    /// <returns>False at the end, or where a length is wrong.</returns>
    public bool TryRead(out NetlinkMessage message)
    {
        message = default;
        if (!MemoryMarshal.TryRead(_rest, out NlMsgHdr header)
            || header.Length < Unsafe.SizeOf<NlMsgHdr>()
            || header.Length > _rest.Length)
        {
            _rest = default;
            return false;
        }

        var length = (int)header.Length;
        message = new(header.Type, header.Flags, header.Sequence, _rest[Unsafe.SizeOf<NlMsgHdr>()..length]);
        // The last message may lack its padding.
        _rest = _rest[Math.Min(NetlinkWriter.Align(length), _rest.Length)..];
        return true;
    }
}
