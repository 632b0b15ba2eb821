using System.Buffers.Binary;
using System.Net;

namespace Gateway.Proxy;

/// <summary>Who a client is, as far as its address tells: an IPv4 address, or the /64 of an IPv6 address, for whoever
/// has one address of a /64 has them all.</summary>
/// <param name="Value">The upper 64 bits of the address; of an IPv4 one its 32 bits after <c>0:ffff</c>, which no
/// network has.</param>
internal readonly record struct ClientNetwork(ulong Value)
{
    private const ulong IPv4Prefix = 0x0000_FFFF_0000_0000;

    /// <summary>The network of an address; one for all without any.</summary>
    public static ClientNetwork Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out var length))
        {
            return default;
        }

        return length == 4 ? OfIPv4(bytes[..4])
            : address.IsIPv4MappedToIPv6 ? OfIPv4(bytes[12..])
            : new(BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    private static ClientNetwork OfIPv4(ReadOnlySpan<byte> bytes) =>
        new(IPv4Prefix | BinaryPrimitives.ReadUInt32BigEndian(bytes));
}
