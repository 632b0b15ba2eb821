using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Engine;

/// <summary>A machine that says, by ARP or neighbor discovery, that it has an address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Mac">The machine.</param>
public sealed record HeardClaim(IpAddr Address, MacAddress Mac);
