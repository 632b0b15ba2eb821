using System.Buffers.Binary;

namespace Gateway.Proxy.Streams;

/// <summary>Reads numbers and vectors (RFC 8446 section 3.4) from bytes that anybody may have sent. What is not there
/// is not read; nothing throws.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether all has been read.</summary>
    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>Reads so many bytes.</summary>
    public bool TryRead(int count, out ReadOnlySpan<byte> bytes)
    {
        if (_rest.Length < count)
        {
            bytes = default;
            return false;
        }

        bytes = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    /// <summary>Reads one byte.</summary>
    public bool TryReadByte(out byte value)
    {
        var isThere = TryRead(1, out var bytes);
        value = isThere ? bytes[0] : default;
        return isThere;
    }

    /// <summary>Reads two bytes, the higher first.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        var isThere = TryRead(2, out var bytes);
        value = isThere ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : default;
        return isThere;
    }

    /// <summary>Reads a vector behind one byte that says its length.</summary>
    public bool TryReadVector8(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryReadByte(out var length) && TryRead(length, out vector);
    }

    /// <summary>Reads a vector behind two bytes that say its length.</summary>
    public bool TryReadVector16(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryReadUInt16(out var length) && TryRead(length, out vector);
    }
}
