using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Doctor;

/// <summary>Whether the virtual addresses have the netmask of the network that they are in. With another one the
/// Master, and the Master alone, has a wrong idea of who is a neighbor.</summary>
internal static class NetmaskExamination
{
    /// <summary>Looks. IPv4: of IPv6 addresses a prefix length says nothing about neighbors (RFC 5942). An address
    /// without a prefix, on either side, claims no neighbors.</summary>
    public static IEnumerable<Finding> Examine(VirtualRouterConfig router, MachineView view)
    {
        foreach (var owned in router.Owned.Where(owned => IsNetwork(owned.Prefix)))
        {
            var networks = (view.Find(owned.Interface)?.Networks ?? []).Where(own =>
                IsNetwork(own) && router.Owned.All(other => other.Prefix.Address != own.Address)
                && own.Address.IsInSameSubnet(
                    owned.Prefix.Address, Math.Min(own.PrefixLength, owned.Prefix.PrefixLength))).ToArray();
            if (networks.Length > 0 && networks.All(own => own.PrefixLength != owned.Prefix.PrefixLength))
            {
                yield return Finding.Warning(
                    "netmask", router.Name,
                    $"{owned.Prefix} has another netmask than {networks[0]}, which {owned.Interface} has: who is "
                    + "Master reaches other neighbors than who is not",
                    $"Write {owned.Prefix.Address}/{networks[0].PrefixLength} under "
                    + $"Vrrp:Instances:{router.Name}:Addresses, or correct the netmask of the machine");
            }
        }
    }

    private static bool IsNetwork(AddressPrefix prefix) =>
        prefix.Address.Family == IpFamily.IPv4 && prefix.PrefixLength < prefix.Address.MaxPrefixLength;
}
