using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>The IPv6 network fe80::/10, which every interface is in (RFC 4291 section 2.5.6).</summary>
internal static class LinkLocal
{
    private const int PrefixLength = 10;

    private static readonly IpAddr Network = IpAddr.Parse("fe80::");

    /// <summary>Whether the address is in it; never for IPv4.</summary>
    public static bool Contains(IpAddr address) => address.IsInSameSubnet(Network, PrefixLength);
}
