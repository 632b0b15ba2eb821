using Gateway.Configuration;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Doctor;

/// <summary>The interface of a virtual router, and what it sends from.</summary>
internal static class LinkExamination
{
    private const int IPv4Overhead = 20;
    private const int IPv6Overhead = 40;
    private const int VrrpHeader = 8;

    // HMAC trailer or the password of version 2, with room.
    private const int Trailer = 64;
    private const int LeastIPv6Mtu = 1280;

    /// <summary>Looks.</summary>
    public static IEnumerable<Finding> Examine(GatewayConfig config, VirtualRouterConfig router, MachineView view)
    {
        var (name, at) = (router.Name, router.Interface);
        if (view.Find(at) is not { } link)
        {
            return [Finding.Failure(
                "interface-absent", name, $"the interface {at} does not exist: it stays in Fault",
                $"Correct Vrrp:Instances:{name}:Interface; the machine's interfaces: ip -brief link")];
        }

        if (!link.IsUp)
        {
            return [Finding.Failure(
                "interface-down", name, $"the interface {at} is switched off: it stays in Fault",
                $"ip link set {at} up")];
        }

        return link.HasCarrier ? ExamineAddresses(config, router, link) : [Finding.Failure(
            "no-carrier", name, $"the interface {at} has no carrier: it stays in Fault",
            $"Look at cable and switch; ethtool {at}")];
    }

    private static IEnumerable<Finding> ExamineAddresses(
        GatewayConfig config, VirtualRouterConfig router, InterfaceView link)
    {
        var own = link.Addresses.RemoveAll(address => address.Family != router.Family
            || router.Owned.Any(owned => owned.Prefix.Address == address));
        var wanted = router.SourceAddress != default
            ? router.SourceAddress
            : router.Family == IpFamily.IPv4
                ? config.Nodes.FirstOrDefault(node => node.Name == config.NodeName)?.AddressOf(router.Family) ?? default
                : default;
        var family = router.Family == IpFamily.IPv6 ? "IPv6" : "IPv4";
        if (own.IsEmpty)
        {
            yield return Finding.Failure(
                "source-address-missing", router.Name,
                $"{link.Name} has no {family} address of its own to send advertisements from: it stays in Fault",
                $"ip address add ADDRESS/PREFIX dev {link.Name}, and in the network's configuration for the next boot");
        }
        else if (!router.Peers.IsEmpty && wanted != default && !own.Contains(wanted))
        {
            yield return Finding.Failure(
                "source-address-elsewhere", router.Name,
                $"{wanted}, the address of this node in the file, is not on {link.Name}: peers take no advertisement "
                + "from another one",
                $"Correct Nodes:{config.NodeName}:Address, or put the address there");
        }

        var needed = VrrpHeader + Trailer + (router.Addresses.Length * router.Addresses[0].Address.Length)
            + (router.Family == IpFamily.IPv6 ? IPv6Overhead : IPv4Overhead);
        var least = router.Family == IpFamily.IPv6 ? Math.Max(needed, LeastIPv6Mtu) : needed;
        if (link.Mtu > 0 && link.Mtu < least)
        {
            yield return Finding.Failure(
                "mtu-too-small", router.Name,
                $"the MTU of {link.Name} is {link.Mtu}, and {least} is needed: advertisements do not leave",
                $"ip link set {link.Name} mtu 1500");
        }
    }
}
