using Gateway.Import.Drafts;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Import.Translation;

/// <summary>Turns <c>vrrp_sync_group</c> into an entry of <c>Vrrp:SyncGroups</c>, and what the group tracks into the
/// weights of its members.</summary>
/// <param name="node">Has the instances, and takes the groups.</param>
/// <param name="nameOf">The name of an instance here, by its name in keepalived.</param>
/// <param name="track">Translates what a group tracks.</param>
/// <param name="report">Takes what became of each line.</param>
internal sealed class GroupTranslation(
    NodeDraft node, Func<string, string?> nameOf, TrackTranslation track, ImportReport report)
{
    private readonly ConfigNames _names = new();

    /// <summary>Whether weights of members count in a group.</summary>
    public static bool AllowsWeights(Statement group) =>
        group.All("sync_group_tracking_weight").Concat(group.All("global_tracking")).Any();

    /// <summary>The names of the members, as keepalived has them.</summary>
    public static IEnumerable<string> MembersOf(Statement group) =>
        group.All("group").SelectMany(block => block.Children).SelectMany(line => line.Words);

    /// <summary>Translates a group.</summary>
    /// <returns>Its name here; null when it is left out.</returns>
    public string? Translate(Statement group)
    {
        report.Enter(group);
        var instances = new List<Draft>();
        foreach (var line in group.All("group").SelectMany(block => block.Children))
        {
            AddMembers(line, instances);
        }

        var draft = new Draft(group, "Vrrp", "SyncGroups", _names.For(group.Value ?? "group"));
        TellParts(group, instances, draft);
        if (instances.Count < 2)
        {
            report.Warn(group, "a group has two instances or more; it is left out.");
            return null;
        }

        report.Map(group, draft.Set(group, PluginSections.List(instances.Select(member => member.Name))));
        node.Groups.Add(draft);
        return draft.Name;
    }

    private void AddMembers(Statement line, List<Draft> instances)
    {
        var unknown = new List<string>();
        foreach (var word in line.Words)
        {
            var name = nameOf(word);
            if (node.Instances.Find(instance => instance.Draft.Name == name) is { } member
                && !instances.Contains(member.Draft))
            {
                instances.Add(member.Draft);
            }
            else
            {
                unknown.Add(word);
            }
        }

        if (unknown.Count > 0)
        {
            report.Warn(line, $"there is no vrrp_instance \"{string.Join("\", \"", unknown)}\" that is not in the list "
                + "already; it is left out.");
        }
    }

    private void TellParts(Statement group, List<Draft> instances, Draft draft)
    {
        foreach (var part in group.Children)
        {
            switch (part.Keyword)
            {
                case "group":
                    report.Open(part);
                    foreach (var line in part.Children.Where(line => !report.HasTold(line)))
                    {
                        report.Map(line, draft.PathOf());
                    }

                    break;
                case "sync_group_tracking_weight" or "global_tracking":
                    report.Drop(part, "weights of members count; the configuration sees that all of them have the "
                        + "same.");
                    break;
                case "track_bfd":
                    report.Warn(part, Keywords.InstanceKeywords.Verdicts["track_bfd"].Reason);
                    report.Cover(part);
                    break;
                case "notify_priority_changes":
                    report.Drop(part, Keywords.InstanceKeywords.Verdicts["notify_priority_changes"].Reason);
                    break;
                case var keyword when TrackTranslation.IsTrack(keyword):
                    track.Translate(part, instances, isBound: false);
                    break;
                default:
                    break;
            }
        }
    }
}
