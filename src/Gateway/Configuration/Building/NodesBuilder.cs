using System.Collections.Immutable;
using System.Globalization;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Nodes</c> and finds this machine among them.</summary>
internal sealed class NodesBuilder(ConfigurationRequest request, List<ConfigError> errors)
{
    private const string Root = "Nodes";

    // Stands in after an error, so that the other sections can be checked all the same.
    private static readonly VrrpNode Nobody = new("-", 100);

    private readonly Dictionary<IpAddr, string> _owners = [];

    /// <summary>Builds all nodes.</summary>
    public (ImmutableArray<VrrpNode> Nodes, VrrpNode Self) Build(Dictionary<string, NodeOptions>? options)
    {
        if (options is null or { Count: 0 })
        {
            var example = $"\"{request.HostName}\": {{ \"Priority\": 150 }}";
            errors.Add(new(Root, $"required: the machines that share this file, for example {example}."));
            return ([], Nobody);
        }

        ImmutableArray<VrrpNode> nodes = [.. options.Select(n => BuildNode(n.Key, n.Value))];
        return (nodes, FindSelf(nodes) ?? nodes[0]);
    }

    private VrrpNode BuildNode(string name, NodeOptions options)
    {
        if (!ConfigName.IsValid(name))
        {
            errors.Add(new($"{Root}:{name}", $"\"{name}\" cannot be the name of a node; use {ConfigName.Expected}."));
        }

        var priority = options.Priority ?? 0;
        if (options.Priority is null)
        {
            errors.Add(new($"{Root}:{name}:Priority",
                "required: 1 to 254; the node with the highest owns the virtual addresses."));
        }
        else if (priority is < 1 or > 255)
        {
            errors.Add(new($"{Root}:{name}:Priority",
                $"{priority} is out of range; use 1 to 254 (255 is for the owner of an address)."));
        }

        // 0 stands for "wrong": what compares priorities then says nothing.
        var known = priority is < 1 or > 255 ? (byte)0 : (byte)priority;
        return new(name, known, BuildAddresses(name, options.Address ?? []));
    }

    private ImmutableArray<IpAddr> BuildAddresses(string name, List<string> texts)
    {
        var path = $"{Root}:{name}:Address";
        var addresses = ImmutableArray.CreateBuilder<IpAddr>();
        for (var i = 0; i < texts.Count; i++)
        {
            var itemPath = texts.Count == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}:{i}");
            if (Problem(name, texts[i], addresses, out var address) is { } problem)
            {
                errors.Add(new(itemPath, problem));
            }
            else
            {
                addresses.Add(address);
            }
        }

        return addresses.ToImmutable();
    }

    private string? Problem(string name, string text, IReadOnlyList<IpAddr> others, out IpAddr address)
    {
        if (!IpAddr.TryParse(text, out address))
        {
            return $"\"{text}\" is not an IP address, for example \"192.168.10.11\" (without prefix length).";
        }

        if (AddressRules.Unusable(address) is { } what)
        {
            return $"{address} is {what}, which no machine on a network has; use the machine's own.";
        }

        var family = address.Family;
        return !_owners.TryAdd(address, name)
            ? $"{address} is already the address of \"{_owners[address]}\"; give each machine its own."
            : others.Any(other => other.Family == family)
            ? $"{address} is the second {family} address; keep one, and name those on other interfaces under Peers."
            : null;
    }

    private VrrpNode? FindSelf(ImmutableArray<VrrpNode> nodes)
    {
        var host = request.HostName;
        var names = nodes.Select(n => n.Name).ToList();
        var self = Find(nodes, request.NodeName ?? host)
            ?? (request.NodeName is null ? Find(nodes, host.Split('.')[0]) : null);
        if (self is null && request.NodeName is { } asked)
        {
            errors.Add(new(Root, $"there is no node \"{asked}\" as --node says; {NearestName.Hint(asked, names)}"));
        }
        else if (self is null)
        {
            var others = string.Join(", ", names);
            errors.Add(new(Root, $"this machine is \"{host}\", which is none of the nodes ({others}); "
                + "add it, or say with --node which one it is."));
        }

        return self;
    }

    private static VrrpNode? Find(ImmutableArray<VrrpNode> nodes, string name) =>
        nodes.FirstOrDefault(n => n.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
