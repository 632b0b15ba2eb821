using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>One address that a Master puts on an interface.</summary>
/// <param name="Prefix">The address, with the prefix length that it stands on the interface with.</param>
/// <param name="Interface">The interface: that of the virtual router, or the macvlan above it, unless the file names
/// another.</param>
public readonly record struct OwnedAddress(AddressPrefix Prefix, string Interface);
