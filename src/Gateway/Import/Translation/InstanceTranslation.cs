using System.Globalization;
using Gateway.Import.Drafts;
using Gateway.Import.Keywords;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <summary>Turns one <c>vrrp_instance</c> into an entry of <c>Vrrp:Instances</c>.</summary>
internal sealed partial class InstanceTranslation
{
    private const int DefaultPriority = 100;
    private const int Owner = 255;

    private readonly Statement _block;
    private readonly SingleStatements _single;
    private readonly GlobalDefaults _globals;
    private readonly ImportReport _report;
    private readonly InstanceDraft _instance;
    private readonly Draft _draft;

    private InstanceTranslation(Statement block, string name, GlobalDefaults globals, ImportReport report)
    {
        _block = block;
        _globals = globals;
        _report = report;
        _draft = new(block, "Vrrp", "Instances", name);
        _instance = new(_draft);
        _single = new(
            block, report, "virtual_ipaddress", "virtual_ipaddress_excluded", "unicast_peer", "track_interface",
            "track_script", "track_process", "track_file", "virtual_routes", "virtual_rules", "authentication",
            "state");
    }

    private bool WantsMaster => _block.All("state").Any(state => state.Value == "MASTER");

    private bool IsStrict => _single.Find("strict_mode") is { } strict ? SwitchText.IsOn(strict) : _globals.IsStrict;

    /// <summary>Translates an instance, but for what it tracks and whom it tells.</summary>
    public static InstanceDraft Translate(Statement block, string name, GlobalDefaults globals, ImportReport report)
    {
        var translation = new InstanceTranslation(block, name, globals, report);
        translation.TranslateAll();
        return translation._instance;
    }

    private void TranslateAll()
    {
        TellName();
        SetInterface();
        SetId();
        SetAddresses();
        SetVersion();
        SetInterval();
        SetPriority();
        SetPreempt();
        SetPeers();
        SetAnnouncements();
        SetAuthentication();
        SetVirtualMac();
        foreach (var state in _block.All("state"))
        {
            _report.Drop(state, "there is no wanted state: the priority decides who is Master.");
        }

        foreach (var statement in _block.Children.Where(child => !_report.HasTold(child)))
        {
            TellRest(statement);
        }
    }

    private void TellName()
    {
        if (_block.Value == _draft.Name)
        {
            _report.Map(_block, _draft.PathOf());
        }
        else
        {
            _report.Change(_block, _draft.PathOf(), $"the name becomes {_draft.Name}.");
        }
    }

    private void TellRest(Statement statement)
    {
        if (statement.Keyword == "strict_mode" && !SwitchText.IsOn(statement))
        {
            _report.Drop(statement, "is the only way here.");
        }
        else if (InstanceKeywords.Verdicts.GetValueOrDefault(statement.Keyword) is { } verdict)
        {
            Tell(statement, verdict);
        }
        else if (!TrackTranslation.IsTrack(statement.Keyword) && !NotifyTranslation.IsNotify(statement.Keyword))
        {
            _report.Warn(statement, "is no keyword of an instance that is known here; "
                + KnownKeywords.Hint(statement.Keyword, KnownKeywords.Instance));
            _report.Cover(statement);
        }
    }

    private void Tell(Statement statement, Verdict verdict)
    {
        if (verdict.Outcome == Outcome.Attention)
        {
            _report.Warn(statement, verdict.Reason);
        }
        else
        {
            _report.Drop(statement, verdict.Reason);
        }

        _report.Cover(statement);
    }

    private void SetInterface()
    {
        if (_single.Find("interface") is { Value: { } name } statement)
        {
            _report.Map(statement, _draft.Set(statement, name, "Interface"));
        }
        else if (_globals.Use("default_interface", _draft.PathOf("Interface")) is { Value: { } common } source)
        {
            _ = _draft.Set(source, common, "Interface");
        }
        else
        {
            _report.Default(
                _block, "interface", _draft.Set(null, "eth0", "Interface"), "keepalived's default, eth0; see that it "
                    + "is right.");
        }
    }

    private void SetId()
    {
        if (_single.Find("virtual_router_id") is not { } statement)
        {
            _report.Warn(_block, "has no virtual_router_id, and keepalived does not start it; add one from 1 to 255.");
        }
        else if (TryReadNumber(statement, 1, 255, out var id))
        {
            _report.Map(statement, _draft.Set(statement, id, "VirtualRouterId"));
        }
    }

    private void SetPriority()
    {
        _instance.PrioritySource = _single.Find("priority");
        if (_instance.PrioritySource is { } statement)
        {
            // Entered alone: what the node's priority becomes is known when all instances are.
            _report.Enter(statement);
            _instance.Priority = TryReadNumber(statement, 1, Owner, out var priority) ? priority : DefaultPriority;
        }
        else if (WantsMaster)
        {
            _instance.Priority = Owner;
            _report.Warn(_block,
                "has state MASTER and no priority: keepalived takes that for 255, the owner of the address, which "
                    + "nothing lowers; give the instance a priority if it is not meant.");
        }
        else
        {
            _instance.Priority = DefaultPriority;
            _report.Default(_block, "priority", "Nodes:*:Priority", $"keepalived's default, {DefaultPriority}.");
        }
    }

    private bool TryReadNumber(Statement statement, int min, int max, out int number)
    {
        if (int.TryParse(statement.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            && number >= min && number <= max)
        {
            return true;
        }

        _report.Warn(statement, $"is no number from {min} to {max}; it is left out.");
        return false;
    }

    private void SetVirtualMac()
    {
        if (_single.Find("use_vmac") is not { } statement)
        {
            return;
        }

        var target = _draft.Set(statement, true, "UseVmac");
        var mac = statement.Words.Skip(1).FirstOrDefault(word => word.Contains(':', StringComparison.Ordinal));
        if (mac is not null)
        {
            _report.Warn(statement, $"the MAC address is that of RFC 9568 always; {mac} is left out.", target);
        }
        else if (statement.Words.Length > 1)
        {
            _report.Change(statement, target, "the virtual interface gets a name of its own.");
        }
        else
        {
            _report.Map(statement, target);
        }
    }
}
