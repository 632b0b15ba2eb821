using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>The trailer of a signed advertisement, behind the addresses, or in version 2 behind the authentication data
/// (draft-cassen-vrrp-auth-hmac).
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---------------+---------------+-------------------------------+
/// | Ext. Type = 1 |     Key Id    |          Reserved = 0         |
/// +---------------+---------------+-------------------------------+
/// |                 Seconds since 1970, UTC                       |
/// +-------------------------------+-------------------------------+
/// |          Subseconds           |            Counter            |
/// +-------------------------------+-------------------------------+
/// |       HMAC-SHA256, its first 16 bytes                         |
/// +---------------------------------------------------------------+
/// </code>
/// The HMAC covers a head of family, version, virtual router id and source, then the message with checksum 0, then this
/// trailer with HMAC 0. The message's own checksum does not cover the trailer.</summary>
internal static class HmacTrailer
{
    /// <summary>Bytes of the trailer.</summary>
    public const int Length = 28;

    private const int StampedLength = 12;
    private const int HmacLength = Length - StampedLength;
    private const int PseudoHeaderLength = 20;
    private const byte ExtensionType = 1;

    /// <summary>Reads the trailer without believing it.</summary>
    /// <returns>False when the bytes are no trailer.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out byte keyId, out HmacStamp stamp)
    {
        keyId = 0;
        stamp = default;
        if (bytes.Length != Length || bytes[0] != ExtensionType
            || BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) != 0)
        {
            return false;
        }

        keyId = bytes[1];
        stamp = new(
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]));
        return true;
    }

    /// <summary>Whether the HMAC at the end of a message is right, found in a time that does not tell how much of it
    /// is.</summary>
    /// <param name="signed">The message with its trailer.</param>
    /// <param name="source">The sender.</param>
    /// <param name="key">The key that the trailer names.</param>
    public static bool IsRight(ReadOnlySpan<byte> signed, IpAddr source, HmacKey key)
    {
        Span<byte> hmac = stackalloc byte[HmacLength];
        Compute(signed, source, key, hmac);
        return CryptographicOperations.FixedTimeEquals(hmac, signed[^HmacLength..]);
    }

    /// <summary>Writes the trailer behind a message, and signs both.</summary>
    /// <param name="signed">The message, and <see cref="Length"/> bytes of room behind it.</param>
    /// <param name="source">The address that it will be sent from.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="stamp">Later than the last that was signed.</param>
    public static void Write(Span<byte> signed, IpAddr source, HmacKey key, HmacStamp stamp)
    {
        var trailer = signed[^Length..];
        trailer[0] = ExtensionType;
        trailer[1] = key.Id;
        BinaryPrimitives.WriteUInt16BigEndian(trailer[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(trailer[4..], stamp.Seconds);
        BinaryPrimitives.WriteUInt16BigEndian(trailer[8..], stamp.Subseconds);
        BinaryPrimitives.WriteUInt16BigEndian(trailer[10..], stamp.Counter);
        Compute(signed, source, key, trailer[StampedLength..]);
    }

    // On the stack, at most 4.2 KB: the hash takes one piece, and the packet is not ours to write zeros into.
    private static void Compute(ReadOnlySpan<byte> signed, IpAddr source, HmacKey key, Span<byte> hmac)
    {
        Span<byte> covered = stackalloc byte[PseudoHeaderLength + signed.Length];
        covered[..PseudoHeaderLength].Clear();
        covered[0] = source.Family == IpFamily.IPv6 ? (byte)6 : (byte)4;
        covered[1] = (byte)(signed[0] >> 4);
        covered[2] = signed[1];
        _ = source.WriteTo(covered[4..]);
        signed.CopyTo(covered[PseudoHeaderLength..]);
        covered.Slice(PseudoHeaderLength + Advertisement.ChecksumOffset, 2).Clear();
        covered[^HmacLength..].Clear();
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(key.Secret.AsSpan(), covered, digest);
        digest[..HmacLength].CopyTo(hmac);
    }
}
