using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>Who advertisements go to, and where they come from.</content>
public sealed partial class VrrpConfigBuilder
{
    private const string Multicast = "multicast";
    private const string Unicast = "unicast";

    private readonly List<(string Path, OwnedAddress Address)> _addressesOfPeers = [];

    private static readonly Func<VrrpNode, IpAddr> Unknown = _ => default;

    // Whether advertisements go from node to node, and where those of each node come from.
    private (bool IsUnicast, Func<VrrpNode, IpAddr> SourceOf) BuildPeers(
        string path, VirtualRouterOptions options, ImmutableArray<AddressPrefix> advertised)
    {
        if (advertised.IsEmpty)
        {
            return (false, Unknown);
        }

        path += ":Peers";
        var family = advertised[0].Address.Family;
        switch (options.Peers)
        {
            case null when _nodes.Count > 1 && ShareNetwork(advertised, family):
            case { Word: Unicast } when HaveAddresses(path, family):
                return (true, node => node.AddressOf(family));
            case null or { Word: Multicast or Unicast }:
                return (false, node => MulticastSource(node, advertised, family));
            case { Addresses: { } addresses }:
                return (true, BuildPeers(path, family, addresses, options.Interface ?? ""));
            default:
                Fail(path,
                    $"\"{options.Peers.Word}\" is neither \"{Multicast}\" nor \"{Unicast}\"; or name the address of "
                    + $"every node, for example {Example}.");
                return (false, Unknown);
        }
    }

    private string Example =>
        $"{{ {string.Join(", ", _nodes.Take(2).Select((n, i) => $"\"{n.Name}\": \"10.0.0.{i + 2}\""))} }}";

    // The network of some virtual address, as far as a prefix tells, has all nodes in it.
    private bool ShareNetwork(ImmutableArray<AddressPrefix> advertised, IpFamily family) =>
        advertised.Any(own => _nodes.All(node => IsInNetwork(node.AddressOf(family), own)));

    private static bool IsInNetwork(IpAddr address, AddressPrefix network) =>
        network.PrefixLength < network.Address.MaxPrefixLength
        && network.Address.IsInSameSubnet(address, network.PrefixLength);

    // Multicast of IPv6 comes from a link-local address (RFC 9568 section 5.1.2.1). An address of a network that the
    // prefixes do not have is one of another interface.
    private static IpAddr MulticastSource(VrrpNode node, ImmutableArray<AddressPrefix> advertised, IpFamily family)
    {
        var own = node.AddressOf(family);
        var isHere = family == IpFamily.IPv6
            ? AddressRules.IsLinkLocal(own)
            : advertised.All(a => a.PrefixLength == a.Address.MaxPrefixLength)
                || advertised.Any(a => IsInNetwork(own, a));
        return isHere ? own : default;
    }

    private bool HaveAddresses(string path, IpFamily family)
    {
        var without = _nodes.Where(node => node.AddressOf(family) == default).ToArray();
        if (_nodes.Count == 1)
        {
            Fail(path, "there is no other node to send to; leave the key out, or add the other machine to Nodes.");
        }
        else if (without.Length > 0)
        {
            var names = string.Join(", ", without.Select(node => $"\"{node.Name}\""));
            Fail(path, $"unicast takes an {family} address of every node, and {names} has none; add it as "
                + $"Nodes:{without[0].Name}:Address, or name the addresses here, for example {Example}.");
        }

        return _nodes.Count > 1 && without.Length == 0;
    }

    private Func<VrrpNode, IpAddr> BuildPeers(
        string path, IpFamily family, Dictionary<string, string> texts, string interfaceName)
    {
        var addresses = new Dictionary<string, IpAddr>();
        var owners = new Dictionary<IpAddr, string>();
        foreach (var (name, text) in texts)
        {
            var itemPath = $"{path}:{name}";
            var problem = PeerProblem(name, text, family, out var address);
            if (problem is null && !owners.TryAdd(address, name))
            {
                problem = $"{address} is already the address of \"{owners[address]}\"; give each node its own.";
            }

            if (problem is not null)
            {
                Fail(itemPath, problem);
            }

            addresses[name] = address;
            _addressesOfPeers.Add((itemPath, new(new(address, address.MaxPrefixLength), interfaceName)));
        }

        foreach (var node in _nodes.Where(node => !texts.ContainsKey(node.Name)))
        {
            Fail($"{path}:{node.Name}",
                "required: the node's own address on the interface; name that of every node, this one's included.");
        }

        return node => addresses.GetValueOrDefault(node.Name);
    }

    private string? PeerProblem(string name, string text, IpFamily family, out IpAddr address)
    {
        var isAddress = IpAddr.TryParse(text, out address);
        if (_nodes.All(node => node.Name != name))
        {
            return $"there is no node \"{name}\"; {NearestName.Hint(name, [.. _nodes.Select(n => n.Name)])}";
        }

        if (!isAddress)
        {
            return $"\"{text}\" is not an IP address, for example \"192.168.10.11\" (without prefix length).";
        }

        var peer = address;
        if (peer.Family != family)
        {
            return $"{peer} is {peer.Family}, and the virtual addresses are {family}; "
                + $"name the node's {family} address.";
        }

        return AddressRules.Unusable(peer) is { } what
            ? $"{peer} is {what}, which no machine can own; use the node's own address on the interface."
            : _nodes.FirstOrDefault(node => node.Name != name && node.Addresses.Contains(peer)) is { } other
            ? $"{peer} is the address of node \"{other.Name}\"; give each node its own."
            : null;
    }

    // AFTER all instances are read: the virtual address may stand in a later one.
    private void CheckPeers()
    {
        foreach (var (path, address) in _addressesOfPeers)
        {
            if (_ownersOfAddresses.TryGetValue(KeyOf(address), out var owner))
            {
                Fail(path,
                    $"{address.Prefix.Address} is a virtual address of \"{owner}\", which moves; use the node's own, "
                    + "which stays.");
            }
        }
    }
}
