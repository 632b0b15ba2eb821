using System.Text;

namespace Gateway.Proxy.Streams;

/// <summary>Reads the host that a TLS client asks for, before anything is answered (RFC 8446 section 4.1.2, RFC 6066
/// section 3). The message may come in any number of records and packets.</summary>
internal static class ClientHello
{
    /// <summary>More bytes than that are read for no client: those of today send two thousand.</summary>
    public const int MaxLength = 32 * 1024;

    private const byte HandshakeRecord = 22;
    private const byte MajorVersion = 3;
    private const int MaxRecord = 16 * 1024;
    private const int RecordHeader = 5;
    private const byte ClientHelloMessage = 1;
    private const int MessageHeader = 4;
    private const int RandomLength = 32;
    private const int MaxSessionId = 32;
    private const ushort ServerNameExtension = 0;
    private const byte HostName = 0;
    private const int MaxName = 255;

    /// <summary>Reads it.</summary>
    /// <param name="bytes">All that the client has sent.</param>
    /// <param name="serverName">The host, in lower case, when it is <see cref="HelloResult.Named"/>; empty
    /// otherwise.</param>
    public static HelloResult Read(ReadOnlySpan<byte> bytes, out string serverName)
    {
        serverName = "";
        // The message without the records around it, at most as long as what they are cut from.
        Span<byte> message = new byte[Math.Min(bytes.Length, MaxLength)];
        var result = Join(bytes, message, out var length);
        if (result != HelloResult.Named)
        {
            return result;
        }

        result = ReadMessage(message[MessageHeader..length], out var name);
        serverName = result == HelloResult.Named ? name : "";
        return result;
    }

    // Named when the whole message is there.
    private static HelloResult Join(ReadOnlySpan<byte> bytes, Span<byte> message, out int length)
    {
        length = 0;
        while (bytes.Length >= RecordHeader)
        {
            var size = (bytes[3] << 8) | bytes[4];
            if (bytes[0] != HandshakeRecord || bytes[1] != MajorVersion || size is 0 or > MaxRecord)
            {
                return HelloResult.Other;
            }

            var part = bytes[RecordHeader..Math.Min(RecordHeader + size, bytes.Length)];
            if (length + part.Length > message.Length)
            {
                return HelloResult.Other;
            }

            part.CopyTo(message[length..]);
            length += part.Length;
            if (length > 0 && message[0] != ClientHelloMessage)
            {
                return HelloResult.Other;
            }

            if (length >= MessageHeader)
            {
                var whole = MessageHeader + ((message[1] << 16) | (message[2] << 8) | message[3]);
                if (whole > MaxLength)
                {
                    return HelloResult.Other;
                }

                if (length >= whole)
                {
                    length = whole;
                    return HelloResult.Named;
                }
            }

            bytes = bytes[(RecordHeader + part.Length)..];
        }

        return IsBeginning(bytes) ? HelloResult.Incomplete : HelloResult.Other;
    }

    // Of a record: who speaks something else is told so without a wait.
    private static bool IsBeginning(ReadOnlySpan<byte> bytes) =>
        (bytes.Length < 1 || bytes[0] == HandshakeRecord) && (bytes.Length < 2 || bytes[1] == MajorVersion);

    //   legacy_version(2) random(32) session_id<0..32> cipher_suites<2..> compression<1..> extensions<8..>
    private static HelloResult ReadMessage(ReadOnlySpan<byte> body, out string serverName)
    {
        serverName = "";
        var reader = new WireReader(body);
        if (!reader.TryReadUInt16(out _)
            || !reader.TryRead(RandomLength, out _)
            || !reader.TryReadVector8(out var session) || session.Length > MaxSessionId
            || !reader.TryReadVector16(out var suites) || suites.Length is 0 || suites.Length % 2 != 0
            || !reader.TryReadVector8(out var compression) || compression.IsEmpty)
        {
            return HelloResult.Other;
        }

        if (reader.IsEmpty)
        {
            return HelloResult.Nameless;
        }

        return reader.TryReadVector16(out var extensions) && reader.IsEmpty
            ? ReadExtensions(extensions, out serverName)
            : HelloResult.Other;
    }

    private static HelloResult ReadExtensions(ReadOnlySpan<byte> extensions, out string serverName)
    {
        serverName = "";
        var result = HelloResult.Nameless;
        var reader = new WireReader(extensions);
        while (!reader.IsEmpty)
        {
            // What is not known, GREASE among it (RFC 8701), is skipped.
            if (!reader.TryReadUInt16(out var type) || !reader.TryReadVector16(out var data))
            {
                return HelloResult.Other;
            }

            if (type == ServerNameExtension)
            {
                // Section 4.2 of RFC 8446: no two of a type.
                if (result == HelloResult.Named || !TryReadName(data, out serverName))
                {
                    return HelloResult.Other;
                }

                result = HelloResult.Named;
            }
        }

        return result;
    }

    private static bool TryReadName(ReadOnlySpan<byte> data, out string serverName)
    {
        serverName = "";
        var outer = new WireReader(data);
        if (!outer.TryReadVector16(out var list) || !outer.IsEmpty)
        {
            return false;
        }

        var names = new WireReader(list);
        if (!names.TryReadByte(out var type) || type != HostName
            || !names.TryReadVector16(out var name) || !names.IsEmpty
            || name.Length is 0 or > MaxName || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            return false;
        }

        serverName = Encoding.ASCII.GetString(name).ToLowerInvariant();
        return true;
    }
}
