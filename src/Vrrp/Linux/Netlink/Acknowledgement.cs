using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>NLMSG_ERROR, the kernel's answer to a request, good or bad:
/// <code>
/// int error (0 or negative) | nlmsghdr of the request | its payload, unless CAPPED | attributes, with ACK_TLVS
/// </code></summary>
/// <param name="message">The answer.</param>
internal readonly ref struct Acknowledgement(NetlinkMessage message)
{
    private readonly NetlinkMessage _message = message;

    /// <summary>0, or why the kernel refused.</summary>
    public int Errno => ErrorOf(_message.Payload);

    /// <summary>Reads the number that both NLMSG_ERROR and NLMSG_DONE begin with.</summary>
    public static int ErrorOf(ReadOnlySpan<byte> payload) =>
        MemoryMarshal.TryRead(payload, out int error) ? -error : Interop.Errno.EINVAL;

    /// <summary>Copies the kernel's words, as much as fits.</summary>
    /// <returns>The bytes copied; 0 when it had none.</returns>
    public int CopyWordsTo(Span<byte> destination)
    {
        var attributes = new AttributeReader(Attributes());
        while (attributes.TryRead(out var type, out var value))
        {
            if (type == NetlinkConstants.NLMSGERR_ATTR_MSG)
            {
                var words = value.TrimEnd((byte)0);
                words = words[..Math.Min(words.Length, destination.Length)];
                words.CopyTo(destination);
                return words.Length;
            }
        }

        return 0;
    }

    private ReadOnlySpan<byte> Attributes()
    {
        if ((_message.Flags & NetlinkConstants.NLM_F_ACK_TLVS) == 0
            || _message.Payload.Length < sizeof(int)
            || !MemoryMarshal.TryRead(_message.Payload[sizeof(int)..], out NlMsgHdr request))
        {
            return default;
        }

        var quoted = (_message.Flags & NetlinkConstants.NLM_F_CAPPED) != 0
            ? (uint)Unsafe.SizeOf<NlMsgHdr>()
            : request.Length;
        var offset = sizeof(int) + (((long)quoted + 3) & ~3L);
        return offset < _message.Payload.Length ? _message.Payload[(int)offset..] : default;
    }
}
