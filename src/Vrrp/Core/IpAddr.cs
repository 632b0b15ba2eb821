using System.Buffers.Binary;
using System.Net;

namespace Gateway.Vrrp.Core;

/// <summary>An IPv4 or IPv6 address as a value: compared, copied and written without allocation. The order is that of
/// RFC 9568 section 6.4.3, unsigned in network byte order; addresses of different families never meet in one virtual
/// router.</summary>
public readonly record struct IpAddr : IComparable<IpAddr>
{
    private readonly ulong _high;
    private readonly ulong _low;

    private IpAddr(IpFamily family, ulong high, ulong low)
    {
        Family = family;
        _high = high;
        _low = low;
    }

    /// <summary>The family; <see cref="IpFamily.None"/> for <c>default</c>, which stands for "no address".</summary>
    public IpFamily Family { get; }

    /// <summary>Length on the wire in bytes: 4, 16, or 0 for no address.</summary>
    public int Length => Family switch { IpFamily.IPv4 => 4, IpFamily.IPv6 => 16, _ => 0 };

    /// <summary>Bits of the longest prefix: 32, 128, or 0 for no address.</summary>
    public byte MaxPrefixLength => (byte)(Length * 8);

    /// <summary>Whether this is 224.0.0.0/4 or ff00::/8.</summary>
    public bool IsMulticast => Family switch
    {
        IpFamily.IPv4 => _low >> 28 == 0xE,
        IpFamily.IPv6 => _high >> 56 == 0xFF,
        _ => false,
    };

    /// <summary>Whether this is 0.0.0.0 or ::.</summary>
    public bool IsUnspecified => Family != IpFamily.None && (_high | _low) == 0;

    /// <summary>Whether this is 127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => Family switch
    {
        IpFamily.IPv4 => _low >> 24 == 127,
        IpFamily.IPv6 => _high == 0 && _low == 1,
        _ => false,
    };

    /// <summary>The IPv4 address of a 32-bit number in host order: <c>0x7F000001</c> is 127.0.0.1.</summary>
    public static IpAddr FromIPv4(uint value) => new(IpFamily.IPv4, 0, value);

    /// <summary>Reads 4 or 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static IpAddr FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes)),
        16 => new(IpFamily.IPv6, BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])),
        _ => throw new ArgumentException("An address has 4 or 16 bytes.", nameof(bytes)),
    };

    /// <summary>Writes <see cref="Length"/> bytes in network order.</summary>
    /// <returns>The bytes written.</returns>
    public int WriteTo(Span<byte> destination)
    {
        if (Family == IpFamily.IPv6)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
            BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
        }
        else if (Family == IpFamily.IPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
        }

        return Length;
    }

    /// <summary>Reads the text form. IPv4 must be four decimal numbers without leading zeros; IPv6 takes no
    /// zone.</summary>
    /// <returns>False when the text is no address.</returns>
    public static bool TryParse(string? text, out IpAddr address)
    {
        address = default;
        if (text is null || text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal)
            || !IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        _ = parsed.TryWriteBytes(bytes, out var length);
        address = FromBytes(bytes[..length]);
        // IPAddress also takes "10.1" and "0x0a000001", which an operator never means.
        return address.Family == IpFamily.IPv6 || parsed.ToString() == text;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static IpAddr Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address.");

    /// <summary>Whether both addresses share their first <paramref name="prefixLength"/> bits.</summary>
    public bool IsInSameSubnet(IpAddr other, int prefixLength)
    {
        if (other.Family != Family || Family == IpFamily.None)
        {
            return false;
        }

        var shared = Family == IpFamily.IPv4
            ? System.Numerics.BitOperations.LeadingZeroCount((uint)(_low ^ other._low))
            : System.Numerics.BitOperations.LeadingZeroCount(_high ^ other._high) is var high and < 64
                ? high
                : 64 + System.Numerics.BitOperations.LeadingZeroCount(_low ^ other._low);
        return shared >= prefixLength;
    }

    /// <inheritdoc/>
    public int CompareTo(IpAddr other)
    {
        // As numbers: comparing enums boxes both.
        var byFamily = ((byte)Family).CompareTo((byte)other.Family);
        var byHigh = byFamily != 0 ? byFamily : _high.CompareTo(other._high);
        return byHigh != 0 ? byHigh : _low.CompareTo(other._low);
    }

    /// <summary>The usual text form; <c>-</c> for no address.</summary>
    public override string ToString()
    {
        if (Family == IpFamily.None)
        {
            return "-";
        }

        Span<byte> bytes = stackalloc byte[16];
        return new IPAddress(bytes[..WriteTo(bytes)]).ToString();
    }
}
