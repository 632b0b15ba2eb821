using System.Text.Json.Nodes;
using Gateway.Import.Drafts;
using Gateway.Import.Output;
using Gateway.Import.Reporting;
using Gateway.Import.Translation;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Merging;

/// <summary>The machines' own addresses. Each file of keepalived knows its own and those of the others; here every
/// node's
/// is named once.</summary>
/// <param name="nodes">The machines.</param>
/// <param name="tree">Takes the addresses.</param>
/// <param name="report">Takes what does not fit.</param>
internal sealed class PeersMerge(IReadOnlyList<NodeDraft> nodes, OutputTree tree, ImportReport report)
{
    private readonly List<string> _placeholders = [];

    /// <summary>Names for machines that are peers and that no file is of.</summary>
    public IReadOnlyList<string> Placeholders => _placeholders;

    /// <summary>Finds out how many machines there are beside those with a file.</summary>
    public void NamePlaceholders()
    {
        foreach (var (_, instance) in Instances().Where(IsUnicast).SelectMany(same => same))
        {
            instance.Draft.Remove("Peers");
        }

        var most = Instances().Select(same => Divide(same).Strangers.Count).DefaultIfEmpty(0).Max();
        for (var i = 1; _placeholders.Count < most; i++)
        {
            var name = i == 1 ? "peer" : FormattableString.Invariant($"peer-{i}");
            if (nodes.All(node => node.Name != name))
            {
                _placeholders.Add(name);
            }
        }
    }

    /// <summary>Writes the addresses of each instance, and those that multicast comes from.</summary>
    public void Write()
    {
        foreach (var same in Instances())
        {
            WritePeers(same);
        }

        foreach (var node in nodes)
        {
            WriteOwn(node);
        }
    }

    private IEnumerable<List<(string Node, InstanceDraft Instance)>> Instances() => nodes
        .SelectMany(node => node.Instances.Select(instance => (node.Name, Instance: instance)))
        .GroupBy(entry => entry.Instance.Draft.Name)
        .Select(same => same.ToList());

    private static bool IsUnicast(List<(string Node, InstanceDraft Instance)> same) =>
        same.Any(entry => entry.Instance.Peers.Count > 0);

    private static IEnumerable<IpAddr> AddressesOf(InstanceDraft instance) =>
        instance.Peers.Select(peer => peer.Address);

    // Who has which address; and addresses that are of nobody with a file.
    private static (Dictionary<string, IpAddr> Known, List<IpAddr> Strangers) Divide(
        List<(string Node, InstanceDraft Instance)> same)
    {
        if (!IsUnicast(same))
        {
            return ([], []);
        }

        var known = same.Where(entry => entry.Instance.Own is not null)
            .ToDictionary(entry => entry.Node, entry => entry.Instance.Own!.Value.Address);
        // keepalived takes the interface's own address when the file names none: the others' files know it.
        foreach (var (node, instance) in same.Where(entry => entry.Instance.Own is null))
        {
            var candidates = same.Where(other => other.Node != node)
                .Select(other => AddressesOf(other.Instance))
                .Aggregate((IEnumerable<IpAddr>?)null, (all, one) => all?.Intersect(one) ?? one) ?? [];
            var own = candidates.Except(AddressesOf(instance)).Except(known.Values).ToList();
            if (own.Count == 1)
            {
                known[node] = own[0];
            }
        }

        var strangers = same.SelectMany(entry => AddressesOf(entry.Instance)).Distinct().Except(known.Values).ToList();
        return (known, strangers);
    }

    private void WritePeers(List<(string Node, InstanceDraft Instance)> same)
    {
        if (!IsUnicast(same))
        {
            return;
        }

        var draft = same[0].Instance.Draft;
        var target = draft.PathOf("Peers");
        foreach (var (node, instance) in same.Where(entry => entry.Instance.Peers.Count == 0))
        {
            report.Add(new(Outcome.Attention, instance.Draft.Block.Position, instance.Draft.Block.Quote, target,
                $"{node} has no unicast_peer, while the others have, and neither would hear the other; all of them are "
                + "written as unicast."));
        }

        var (known, strangers) = Divide(same);
        foreach (var (name, address) in _placeholders.Zip(strangers))
        {
            known[name] = address;
        }

        var names = nodes.Select(node => node.Name).Concat(_placeholders).ToList();
        var missing = names.Where(name => !known.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            report.Add(new(Outcome.Attention, draft.Block.Position, draft.Block.Quote, target,
                $"the address of {string.Join(", ", missing)} on the interface stands nowhere (unicast_src_ip); add "
                    + "Peers with every node's own address, as long as it is missing the instance speaks multicast."));
            return;
        }

        var addresses = names.Select(name => KeyValuePair.Create(name, (JsonNode?)known[name].ToString()));
        tree.Set([.. draft.Root, "Peers"], new JsonObject(addresses), same[0].Instance.Peers
            .Select(peer => peer.Source).FirstOrDefault());
    }

    private void WriteOwn(NodeDraft node)
    {
        var own = new List<IpAddr>();
        foreach (var instance in node.Instances.Where(one => one.Own is not null && one.Peers.Count == 0))
        {
            var (address, source) = instance.Own!.Value;
            if (own.All(other => other.Family != address.Family))
            {
                own.Add(address);
            }
            else if (!own.Contains(address))
            {
                report.Add(new(Outcome.Attention, source.Position, source.Quote, $"Nodes:{node.Name}:Address",
                    $"a node has one address of a family, and {own.Find(other => other.Family == address.Family)} is "
                        + "written; name the nodes' addresses under Peers of this instance if it is needed."));
            }
        }

        if (own.Count > 0)
        {
            var texts = own.Select(address => address.ToString()).ToList();
            tree.Set(["Nodes", node.Name, "Address"], texts.Count == 1 ? texts[0] : PluginSections.List(texts),
                node.Instances.Select(instance => instance.Own?.Source).FirstOrDefault(source => source is not null));
        }
    }
}
