using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Import.Drafts;
using Gateway.Import.Output;
using Gateway.Import.Reporting;

namespace Gateway.Import.Merging;

/// <summary>Makes one configuration for all machines out of the drafts of each. Where they differ in what all share,
/// the
/// first one counts and the report names both.</summary>
internal sealed class NodeMerge
{
    private readonly IReadOnlyList<NodeDraft> _nodes;
    private readonly ImportReport _report;
    private readonly OutputTree _tree = new();

    private NodeMerge(IReadOnlyList<NodeDraft> nodes, ImportReport report) => (_nodes, _report) = (nodes, report);

    /// <summary>Merges the drafts.</summary>
    public static OutputTree Merge(IReadOnlyList<NodeDraft> nodes, ImportReport report)
    {
        var merge = new NodeMerge(nodes, report);
        merge.MergeAll();
        return merge._tree;
    }

    private void MergeAll()
    {
        // The order of the sections is that of the file.
        _tree.Root["Nodes"] = new JsonObject();
        TellAnnouncements();
        var owners = new OwnerMerge(_nodes, _report);
        owners.Settle();
        var priorities = new PriorityMerge(_nodes, _tree, _report);
        var peers = new PeersMerge(_nodes, _tree, _report);
        priorities.SettlePreempt();
        peers.NamePlaceholders();
        priorities.Write(peers.Placeholders);
        MergeNamed(_nodes.Select(node => (node.Name, Draft: node.Section)).ToList());
        MergeLists(node => node.Instances.Select(instance => instance.Draft), isShared: true);
        peers.Write();
        priorities.WriteOwn();
        owners.Write(_tree, priorities.LeaderOf);
        MergeLists(node => node.Groups, isShared: true);
        MergeLists(node => node.Checks, isShared: false);
        MergeLists(node => node.Actions, isShared: false);
    }

    private void TellAnnouncements()
    {
        var instances = _nodes.SelectMany(node => node.Instances).ToList();
        var isSaid = instances.Exists(instance => instance.Draft.Settings.Any(
            setting => setting.Path.StartsWith("GarpMaster", StringComparison.Ordinal)));
        if (!isSaid && instances.Count > 0)
        {
            _report.Default(_nodes[0].Root, "garp_master_delay, garp_master_refresh", "",
                "a new Master announces its addresses after 0, 0.1, 0.5, 1, 2 and 5 s and every 60 s; keepalived does "
                    + "so 5 times at once, 5 times after 5 s, and no more.");
        }
    }

    private void MergeLists(Func<NodeDraft, IEnumerable<Draft>> draftsOf, bool isShared)
    {
        var all = _nodes.SelectMany(node => draftsOf(node).Select(draft => (node.Name, Draft: draft))).ToList();
        foreach (var same in all.GroupBy(entry => entry.Draft.PathOf()))
        {
            var drafts = same.ToList();
            _tree.Comment(same.Key, "from " + string.Join(
                ", ", drafts.Select(entry => entry.Draft.Block.Position.ToString()).Distinct()));
            if (isShared && drafts.Count < _nodes.Count)
            {
                var (name, draft) = drafts[0];
                _report.Add(new(Outcome.Attention, draft.Block.Position, draft.Block.Quote, same.Key,
                    $"only {name} has it, and in one file every machine has all of it; leave it out if that is not "
                        + "meant."));
            }

            MergeNamed(drafts);
            _tree.SetSource(same.Key, drafts[0].Draft.Block);
        }
    }

    private void MergeNamed(List<(string Name, Draft Draft)> drafts)
    {
        var paths = drafts.SelectMany(entry => entry.Draft.Settings.Select(setting => setting.Path)).Distinct();
        foreach (var path in paths)
        {
            MergeSetting(path, drafts);
        }
    }

    private void MergeSetting(string path, List<(string Name, Draft Draft)> drafts)
    {
        var said = drafts.Where(entry => entry.Draft.Find(path) is not null)
            .Select(entry => (entry.Name, Setting: entry.Draft.Find(path)!, entry.Draft)).ToList();
        var (name, first, draft) = said[0];
        ImmutableArray<string> keys = [.. draft.Root, .. first.Keys];
        _tree.Set(keys, first.Value, first.Source ?? draft.Block);
        var target = string.Join(':', keys);
        foreach (var other in said.Skip(1).Where(other => !JsonNode.DeepEquals(other.Setting.Value, first.Value)))
        {
            var source = other.Setting.Source ?? other.Draft.Block;
            _report.Add(new(Outcome.Attention, source.Position, source.Quote, target,
                $"{other.Name} has {Text(path, other.Setting.Value)}, and {name} has {Text(path, first.Value)} "
                + $"({(first.Source ?? draft.Block).Position}); one file has one value, and {name}'s is written."));
        }

        var origin = first.Source ?? draft.Block;
        foreach (var (missing, block) in drafts.Where(entry => entry.Draft.Find(path) is null)
            .Select(entry => (entry.Name, entry.Draft.Block)))
        {
            _report.Add(new(Outcome.Attention, origin.Position, origin.Quote, target,
                $"{name} has {Text(path, first.Value)}, and {missing} does not say it ({block.Position}); one file has "
                    + "one value, and "
                + $"{name}'s is written."));
        }
    }

    private static string Text(string path, JsonNode value) =>
        path.Contains("Password", StringComparison.Ordinal) || path.Contains("Hmac", StringComparison.Ordinal)
            ? "a secret of its own" : value.ToJsonString();
}
