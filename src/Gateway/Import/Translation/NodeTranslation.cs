using Gateway.Import.Drafts;
using Gateway.Import.Keywords;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <summary>Turns the file of one machine into drafts, and sees that nothing in it goes unmentioned.</summary>
internal sealed class NodeTranslation
{
    private readonly NodeDraft _node;
    private readonly InstanceNames _names;
    private readonly ImportReport _report;
    private readonly GlobalDefaults _globals;
    private readonly CheckTranslation _checks;
    private readonly TrackTranslation _track;
    private readonly NotifyTranslation _notify;

    private NodeTranslation(NodeDraft node, InstanceNames names, ImportReport report)
    {
        (_node, _names, _report) = (node, names, report);
        _globals = new(node.Root, report);
        _checks = new(node, _globals, report);
        _track = new(_checks, report);
        _notify = new(node, _globals, report);
    }

    /// <summary>Translates a file.</summary>
    /// <param name="name">The machine's name.</param>
    /// <param name="root">Its statements.</param>
    /// <param name="names">The names of the instances of all files.</param>
    /// <param name="report">Takes what became of each keyword.</param>
    public static NodeDraft Translate(string name, Statement root, InstanceNames names, ImportReport report)
    {
        var translation = new NodeTranslation(new(name, root), names, report);
        translation.TranslateInstances();
        translation.TranslateGroups();
        translation._notify.Finish();
        translation.SetStartupDelay();
        translation.TellRoot();
        translation._checks.TellUnused();
        translation._globals.TellRest();
        report.Sweep(root);
        return translation._node;
    }

    private void TranslateInstances()
    {
        var groups = _node.Root.All("vrrp_sync_group").ToList();
        foreach (var block in _node.Root.All("vrrp_instance"))
        {
            if (block.Value is not { } original || _names.Find(block) is not { } name)
            {
                _report.Warn(block, block.Value is null ? "has no name; it is left out."
                    : "has the name of an earlier one, which counts; it is left out.");
                _report.Cover(block);
                continue;
            }

            var instance = InstanceTranslation.Translate(block, name, _globals, _report);
            _node.Instances.Add(instance);
            var isBound = groups.Any(group =>
                GroupTranslation.MembersOf(group).Contains(original) && !GroupTranslation.AllowsWeights(group));
            foreach (var tracked in block.Children.Where(child => TrackTranslation.IsTrack(child.Keyword)))
            {
                _track.Translate(tracked, [instance.Draft], isBound);
            }

            _notify.Add(block, name);
        }
    }

    private void TranslateGroups()
    {
        var groups = new GroupTranslation(_node, _names.Of, _track, _report);
        foreach (var block in _node.Root.All("vrrp_sync_group"))
        {
            if (groups.Translate(block) is { } name)
            {
                _notify.Add(block, name);
            }
        }
    }

    private void SetStartupDelay()
    {
        if (_globals.Find("vrrp_startup_delay") is not { } statement)
        {
            return;
        }

        _globals.Told(statement);
        if (SecondsText.TryParse(statement.Value, out var delay) && delay <= Duration.FromSeconds(1_000))
        {
            _report.Map(statement, _node.Section.Set(statement, SecondsText.Write(delay), "StartupDelay"));
        }
        else
        {
            _report.Warn(statement, "is no number of seconds up to 1000; it is left out.");
        }
    }

    private void TellRoot()
    {
        foreach (var statement in _node.Root.Children.Where(child => !_report.HasTold(child)))
        {
            if (RootKeywords.Verdicts.GetValueOrDefault(statement.Keyword) is { } verdict)
            {
                Tell(statement, verdict);
            }
            else if (statement.Keyword.Length > 0 && KindIsUnknown(statement.Keyword))
            {
                _report.Warn(statement, "is no keyword that is known here; "
                    + KnownKeywords.Hint(statement.Keyword, KnownKeywords.Root));
                _report.Cover(statement);
            }
        }
    }

    // The checks have their own entries, later: whether they are used is not known yet.
    private static bool KindIsUnknown(string keyword) =>
        keyword is not ("vrrp_script" or "vrrp_track_process" or "track_file" or "vrrp_track_file");

    private void Tell(Statement statement, Verdict verdict)
    {
        var servers = statement.All("real_server").Select(server => string.Join(':', server.Words.Skip(1))).ToList();
        var reason = servers.Count == 0 ? verdict.Reason
            : $"{verdict.Reason} Its servers: {string.Join(", ", servers)}.";
        if (verdict.Outcome == Outcome.Attention)
        {
            _report.Warn(statement, reason);
        }
        else
        {
            _report.Drop(statement, reason);
        }

        _report.Cover(statement);
    }
}
