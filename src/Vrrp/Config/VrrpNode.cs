using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>One machine of the pair, as far as VRRP cares.</summary>
/// <param name="Name">Its key in <c>Nodes</c>.</param>
/// <param name="Priority">The priority of its virtual routers, 1 to 255.</param>
/// <param name="Addresses">Its own addresses, one of a family at most; empty when the file names none.</param>
public sealed record VrrpNode(string Name, byte Priority, params ImmutableArray<IpAddr> Addresses)
{
    /// <summary>Its own address of a family; <c>default</c> when the file names none.</summary>
    public IpAddr AddressOf(IpFamily family) => Addresses.FirstOrDefault(own => own.Family == family);
}
