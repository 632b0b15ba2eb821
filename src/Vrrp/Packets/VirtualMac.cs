using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>The virtual router MAC address, the same on all routers of a virtual router (RFC 9568 section 7.3).
/// <code>
/// IPv4 00-00-5E-00-01-{VRID} | IPv6 00-00-5E-00-02-{VRID}
/// </code></summary>
internal static class VirtualMac
{
    /// <summary>The address of a virtual router.</summary>
    /// <param name="family">The family of its addresses.</param>
    /// <param name="virtualRouterId">1 to 255.</param>
    public static MacAddress Of(IpFamily family, byte virtualRouterId) => MacAddress.FromBytes(
        [0x00, 0x00, 0x5E, 0x00, family == IpFamily.IPv6 ? (byte)0x02 : (byte)0x01, virtualRouterId]);
}
