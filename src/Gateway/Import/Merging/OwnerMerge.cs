using Gateway.Import.Drafts;
using Gateway.Import.Output;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Merging;

/// <summary>Lets an address have one owner, priority 255. In keepalived each machine knows its own file alone, and two
/// may say so: both are Master at every start. The first one stays the owner, and the report names both.</summary>
/// <param name="nodes">The machines.</param>
/// <param name="report">Takes who is lowered.</param>
internal sealed class OwnerMerge(IReadOnlyList<NodeDraft> nodes, ImportReport report)
{
    private const int Owner = PriorityLedger.OwnerPriority;
    private const int Lowered = Owner - 1;

    /// <summary>Lowers the second of those that say so in the same instance, BEFORE priorities are written.</summary>
    public void Settle()
    {
        var all = nodes.SelectMany(node => node.Instances.Select(instance => (Node: node, Instance: instance)));
        foreach (var same in all.GroupBy(one => one.Instance.Draft.Name))
        {
            var owners = same.Where(one => one.Instance.Priority == Owner).ToList();
            foreach (var (_, instance) in owners.Skip(1))
            {
                instance.Priority = Lowered;
                instance.Owner = (owners[0].Node.Name, SourceOf(owners[0].Instance));
            }
        }
    }

    /// <summary>Lowers, for an instance, machines that are owners of others and have its priority from there. AFTER
    /// priorities are written.</summary>
    /// <param name="tree">The configuration.</param>
    /// <param name="leaderOf">The instance that has the priorities of an instance: itself, or the first of its sync
    /// group.</param>
    public void Write(OutputTree tree, Func<string, string> leaderOf)
    {
        var names = nodes.SelectMany(node => node.Instances.Select(instance => instance.Draft.Name)).Distinct();
        foreach (var name in names)
        {
            var owners = nodes.Where(node => Written(tree, node.Name, name) == Owner).ToList();
            var first = owners.Find(node => Find(node, leaderOf(name)) is not null) ?? owners.FirstOrDefault();
            foreach (var other in owners.Where(node => node != first))
            {
                Lower(tree, other, name, first!);
            }
        }
    }

    /// <summary>What is said of a machine that is lowered.</summary>
    /// <param name="owner">The machine that stays the owner.</param>
    /// <param name="source">The keyword that makes it so.</param>
    public static string Reason(string owner, Statement source) =>
        $"{owner} is the owner of the address already ({source.Position}: {source.Quote}), and two would both be "
        + $"Master at every start; {Lowered} is written. Give 255 to the machine that has the address as its own, or "
        + "to none.";

    private void Lower(OutputTree tree, NodeDraft node, string instance, NodeDraft owner)
    {
        var source = SourceIn(node, instance);
        string[] keys = ["Vrrp", "Instances", instance, "Priorities", node.Name];
        tree.Set([.. keys], Lowered, source);
        report.Warn(
            source, $"counts for {instance}, too; {Reason(owner.Name, SourceIn(owner, instance))}",
            string.Join(':', keys));
    }

    private static InstanceDraft? Find(NodeDraft node, string instance) =>
        node.Instances.Find(own => own.Draft.Name == instance);

    // What a machine does not say of an instance, its first one says.
    private static Statement SourceIn(NodeDraft node, string instance) =>
        (Find(node, instance) ?? node.Instances.FirstOrDefault()) is { } own ? SourceOf(own) : node.Root;

    private static Statement SourceOf(InstanceDraft instance) => instance.PrioritySource ?? instance.Draft.Block;

    private static int Written(OutputTree tree, string node, string instance) =>
        (int?)tree.Root["Vrrp"]?["Instances"]?[instance]?["Priorities"]?[node]
        ?? (int?)tree.Root["Nodes"]?[node]?["Priority"] ?? 0;
}
