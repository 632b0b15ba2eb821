using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Writes advertisements of both versions and families (RFC 9568 section 5.2, RFC 3768 section 5.3), without
/// the IP header, which the kernel adds.</summary>
public static class AdvertisementWriter
{
    private const long NanosecondsPerCentisecond = 10_000_000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Writes one advertisement.</summary>
    /// <param name="buffer">At least <see cref="AdvertisementTemplate.Length"/> bytes.</param>
    /// <param name="template">What it has in common with the others.</param>
    /// <param name="priority">0 to resign, 1 to 255 otherwise.</param>
    /// <param name="source">The address it will be sent from.</param>
    /// <param name="destination">The group or peer it will be sent to.</param>
    /// <param name="form">What the checksum covers, where there is a choice: in version 3 over IPv4.</param>
    /// <param name="stamp">Later than that of the advertisement before; the copies to several peers share one. Ignored
    /// when the template does not sign.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(
        Span<byte> buffer, AdvertisementTemplate template, byte priority, IpAddr source, IpAddr destination,
        ChecksumForm form, HmacStamp stamp = default)
    {
        var message = buffer[..template.MessageLength];
        message[0] = (byte)((byte)template.Version << 4 | Advertisement.Type);
        message[1] = template.VirtualRouterId;
        message[2] = priority;
        message[3] = (byte)template.Addresses.Length;
        WriteInterval(message, template);
        var offset = Advertisement.HeaderLength;
        foreach (var address in template.Addresses)
        {
            offset += address.Address.WriteTo(message[offset..]);
        }

        WritePassword(message[offset..], template.Authentication);
        WriteChecksum(
            message, source, destination, template.Version == VrrpVersion.V2 ? ChecksumForm.MessageOnly : form);
        if (template.SigningKey is not { } key)
        {
            return message.Length;
        }

        // AFTER the rest, which it covers.
        var signed = buffer[..(message.Length + HmacTrailer.Length)];
        HmacTrailer.Write(signed, source, key, stamp);
        return signed.Length;
    }

    private static void WriteInterval(Span<byte> message, AdvertisementTemplate template)
    {
        if (template.Version == VrrpVersion.V2)
        {
            message[4] = PasswordAuthentication.TypeOf(template.Authentication);
            message[5] = (byte)(template.Interval.Nanoseconds / NanosecondsPerSecond);
        }
        else
        {
            // Its upper four bits, Reserve, "MUST be set to zero on transmission".
            BinaryPrimitives.WriteUInt16BigEndian(
                message[4..], (ushort)(template.Interval.Nanoseconds / NanosecondsPerCentisecond & 0x0FFF));
        }
    }

    private static void WritePassword(Span<byte> room, VrrpAuthentication? authentication)
    {
        room.Clear();
        if (!room.IsEmpty && authentication is PasswordAuthentication { Password: var password })
        {
            password.AsSpan(0, Math.Min(password.Length, room.Length)).CopyTo(room);
        }
    }

    private static void WriteChecksum(Span<byte> message, IpAddr source, IpAddr destination, ChecksumForm form)
    {
        var field = message[Advertisement.ChecksumOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(field, 0);
        BinaryPrimitives.WriteUInt16BigEndian(field, form == ChecksumForm.PseudoHeader || source.Family == IpFamily.IPv6
            ? InternetChecksum.Compute(message, source, destination)
            : InternetChecksum.Compute(message));
    }
}
