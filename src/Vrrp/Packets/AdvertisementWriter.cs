using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Writes VRRPv3 advertisements (RFC 9568 section 5.2), without the IP header, which the kernel
/// adds.</summary>
public static class AdvertisementWriter
{
    private const byte VersionAndType = 0x31;

    /// <summary>The length of an advertisement with that many addresses of that family, in bytes.</summary>
    public static int Length(int addressCount, IpFamily family) =>
        Advertisement.HeaderLength + addressCount * (family == IpFamily.IPv6 ? 16 : 4);

    /// <summary>Writes one advertisement.</summary>
    /// <param name="buffer">At least <see cref="Length"/> bytes.</param>
    /// <param name="virtualRouterId">1 to 255.</param>
    /// <param name="priority">0 to resign, 1 to 255 otherwise.</param>
    /// <param name="interval">10 ms to 40.95 s in steps of 10 ms.</param>
    /// <param name="addresses">The virtual addresses, all of one family, at most 255.</param>
    /// <param name="source">The address it will be sent from.</param>
    /// <param name="destination">The group or peer it will be sent to.</param>
    /// <param name="form">What the checksum covers.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(
        Span<byte> buffer, byte virtualRouterId, byte priority, Duration interval,
        ReadOnlySpan<AddressPrefix> addresses, IpAddr source, IpAddr destination, ChecksumForm form)
    {
        buffer[0] = VersionAndType;
        buffer[1] = virtualRouterId;
        buffer[2] = priority;
        buffer[3] = (byte)addresses.Length;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[4..], (ushort)(interval.Nanoseconds / 10_000_000));
        BinaryPrimitives.WriteUInt16BigEndian(buffer[6..], 0);
        var length = Advertisement.HeaderLength;
        foreach (var address in addresses)
        {
            length += address.Address.WriteTo(buffer[length..]);
        }

        var checksum = form == ChecksumForm.PseudoHeader
            ? InternetChecksum.Compute(buffer[..length], source, destination)
            : InternetChecksum.Compute(buffer[..length]);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[6..], checksum);
        return length;
    }
}
