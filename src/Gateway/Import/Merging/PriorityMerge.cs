using System.Text.Json.Nodes;
using Gateway.Import.Drafts;
using Gateway.Import.Output;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Import.Merging;

/// <summary>The priorities of the machines. keepalived has one for each instance; a node has one for all that do not
/// say otherwise.</summary>
/// <param name="nodes">The machines.</param>
/// <param name="tree">Takes the nodes.</param>
/// <param name="report">Takes what became of the priorities.</param>
internal sealed class PriorityMerge(IReadOnlyList<NodeDraft> nodes, OutputTree tree, ImportReport report)
{
    private const int Default = 100;
    private const int Step = 50;
    private const int Highest = 254;

    /// <summary>Writes the nodes with their priorities.</summary>
    /// <param name="placeholders">Names for machines that no file is of.</param>
    public void Write(IReadOnlyList<string> placeholders)
    {
        foreach (var node in nodes)
        {
            var first = node.Instances.FirstOrDefault();
            tree.Set(["Nodes", node.Name, "Priority"], PriorityOf(node), first?.PrioritySource ?? node.Root);
            tree.Comment($"Nodes:{node.Name}", $"from {node.Root.Position}");
        }

        var own = PriorityOf(nodes[0]);
        var guess = own > Default ? Default : Math.Min(own + Step, Highest);
        foreach (var name in placeholders)
        {
            tree.Set(["Nodes", name, "Priority"], guess, nodes[0].Root);
            tree.Comment($"Nodes:{name}", "no file of this machine was given: its name and priority are a guess");
            report.Add(new(Outcome.Attention, nodes[0].Root.Position, "unicast_peer", $"Nodes:{name}",
                $"there is no file of this machine; its name, and its priority {guess}, are a guess. Import the files "
                    + "of all machines together, or correct both."));
        }

        if (nodes.Count == 1 && placeholders.Count == 0)
        {
            report.Add(new(Outcome.Attention, nodes[0].Root.Position, nodes[0].Name, "Nodes",
                "there is one machine; import the files of all machines together, or add the others to Nodes."));
        }
    }

    /// <summary>Writes what is different in an instance, AFTER all else that is in it.</summary>
    public void WriteOwn()
    {
        foreach (var node in nodes)
        {
            foreach (var instance in node.Instances)
            {
                WriteOwn(node, instance);
            }
        }
    }

    /// <summary>Of machines that differ in Preempt, lets the highest say it for all: a lower one never preempts
    /// it.</summary>
    public void SettlePreempt()
    {
        var all = nodes.SelectMany(node => node.Instances).GroupBy(instance => instance.Draft.Name);
        foreach (var same in all.Where(same => same.Count() > 1))
        {
            var highest = same.MaxBy(instance => instance.Priority)!;
            var value = highest.Draft.Find("Preempt");
            foreach (var other in same.Where(other => !JsonNode.DeepEquals(
                other.Draft.Find("Preempt")?.Value, value?.Value)))
            {
                var source = other.Draft.Find("Preempt")?.Source ?? other.Draft.Block;
                report.Add(new(Outcome.Changed, source.Position, source.Quote, other.Draft.PathOf("Preempt"),
                    $"the machine with the highest priority decides "
                        + $"({(value?.Source ?? highest.Draft.Block).Position}); the others never preempt it."));
                if (value is null)
                {
                    other.Draft.Remove("Preempt");
                }
                else
                {
                    _ = other.Draft.Set(source, value.Value.DeepClone(), "Preempt");
                }
            }
        }
    }

    /// <summary>The instance that has the priorities of an instance: in a sync group the first member, otherwise
    /// itself.</summary>
    public string LeaderOf(string instance) => nodes
        .SelectMany(node => node.Groups)
        .Select(group => group.Settings.SelectMany(setting => setting.Value.AsArray())
            .Select(member => (string)member!).ToList())
        .FirstOrDefault(members => members.Contains(instance))?[0] ?? instance;

    private static int PriorityOf(NodeDraft node) => node.Instances.FirstOrDefault()?.Priority ?? Default;

    private void WriteOwn(NodeDraft node, InstanceDraft instance)
    {
        var leader = LeaderOf(instance.Draft.Name);
        var priority = node.Instances.Find(other => other.Draft.Name == leader)?.Priority ?? instance.Priority;
        var source = instance.PrioritySource ?? instance.Draft.Block;
        var target = $"Nodes:{node.Name}:Priority";
        if (priority != PriorityOf(node))
        {
            tree.Set([.. instance.Draft.Root, "Priorities", node.Name], priority, source);
            target = instance.Draft.PathOf("Priorities", node.Name);
        }

        if (instance.Owner is { } owner)
        {
            report.Warn(source, OwnerMerge.Reason(owner.Node, owner.Source), target);
        }
        else if (instance.Priority != priority)
        {
            TellGroup(source, target, priority, leader, instance.Draft.Name);
        }
        else if (instance.PrioritySource is { } said)
        {
            report.Map(said, target);
        }
    }

    private void TellGroup(Statement source, string target, int priority, string leader, string instance)
    {
        var written = $"a sync group has one election, and {priority} of {leader} is written";
        if (WinnerOf(leader) is { } winner && winner == WinnerOf(instance))
        {
            report.Change(source, target, $"{written}; {winner} is the highest in either case.");
        }
        else
        {
            report.Warn(source, $"{written}; for this instance alone another machine would have been the highest.",
                target);
        }
    }

    // Null when one machine alone has it, or two are equal.
    private string? WinnerOf(string instance)
    {
        var all = nodes.SelectMany(node => node.Instances.Where(own => own.Draft.Name == instance)
                .Select(own => (node.Name, own.Priority)))
            .OrderByDescending(own => own.Priority).ToList();
        return all.Count > 1 && all[0].Priority > all[1].Priority ? all[0].Name : null;
    }
}
