using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>Which addresses a machine can own.</summary>
public static class AddressRules
{
    private static readonly IpAddr Broadcast = IpAddr.FromIPv4(0xFFFF_FFFF);
    private static readonly IpAddr ThisNetwork = IpAddr.FromIPv4(0);
    private static readonly IpAddr Reserved = IpAddr.FromIPv4(0xF000_0000);
    private static readonly IpAddr LinkLocal = IpAddr.Parse("fe80::");
    private static readonly IpAddr Mapped = IpAddr.Parse("::ffff:0:0");
    private static readonly IpAddr Compatible = IpAddr.Parse("::");

    /// <summary>Whether this is fe80::/10.</summary>
    public static bool IsLinkLocal(IpAddr address) => address.IsInSameSubnet(LinkLocal, 10);

    /// <summary>What makes an address one that no machine on a network can own.</summary>
    /// <returns>Null for an address that one can; otherwise words that follow "is".</returns>
    public static string? Unusable(IpAddr address) => address switch
    {
        { IsMulticast: true } => "a multicast address",
        { IsLoopback: true } => "a loopback address",
        { IsUnspecified: true } => "the unspecified address",
        _ when address == Broadcast => "the broadcast address",
        _ when address.IsInSameSubnet(ThisNetwork, 8) => "in 0.0.0.0/8, \"this network\"",
        _ when address.IsInSameSubnet(Reserved, 4) => "in 240.0.0.0/4, reserved",
        _ when address.IsInSameSubnet(Mapped, 96) => "an IPv4 address written as IPv6",
        _ when address.IsInSameSubnet(Compatible, 96) => "in ::/96, reserved",
        _ => null,
    };

    /// <summary>What an address is to its own network that keeps a machine from owning it.</summary>
    /// <returns>Null for an address in the middle; otherwise a sentence without its subject.</returns>
    public static string? Edge(AddressPrefix prefix)
    {
        // A /31 or /127 has two addresses and no other (RFC 3021, RFC 6164), a /32 or /128 is an address alone.
        if (prefix.PrefixLength > prefix.Address.MaxPrefixLength - 2)
        {
            return null;
        }

        return prefix.Address.Family == IpFamily.IPv4 ? EdgeOfIPv4(prefix) : EdgeOfIPv6(prefix);
    }

    private static string? EdgeOfIPv4(AddressPrefix prefix)
    {
        Span<byte> bytes = stackalloc byte[4];
        _ = prefix.Address.WriteTo(bytes);
        var number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var hosts = uint.MaxValue >> prefix.PrefixLength;
        var host = number & hosts;
        if (host != 0 && host != hosts)
        {
            return null;
        }

        var edge = host == 0 ? "network" : "broadcast";
        var (first, last) = (IpAddr.FromIPv4((number & ~hosts) + 1), IpAddr.FromIPv4((number | hosts) - 1));
        return $"is the {edge} address of {prefix}, which no machine can own; use one from {first} to {last}.";
    }

    // The subnet-router anycast address (RFC 4291 section 2.6.1).
    private static string? EdgeOfIPv6(AddressPrefix prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = prefix.Address.WriteTo(bytes);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return (number & (UInt128.MaxValue >> prefix.PrefixLength)) == 0
            ? $"is the address of every router in {prefix}, which no machine can own alone; use another of the network."
            : null;
    }
}
