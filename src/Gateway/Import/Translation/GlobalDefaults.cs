using System.Collections.Immutable;
using Gateway.Import.Keywords;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Import.Translation;

/// <summary>What <c>global_defs</c> says for all instances.</summary>
internal sealed class GlobalDefaults
{
    private const string Block = "global_defs";

    private readonly Dictionary<string, Statement> _said = [];
    private readonly HashSet<Statement> _used = [];
    private readonly Statement _root;
    private readonly ImportReport _report;

    /// <summary>Reads every <c>global_defs</c> of a file. Of a keyword that is there twice the last one
    /// counts.</summary>
    public GlobalDefaults(Statement root, ImportReport report)
    {
        _root = root;
        _report = report;
        foreach (var block in root.All(Block))
        {
            report.Open(block);
            foreach (var statement in block.Children)
            {
                if (_said.TryGetValue(statement.Keyword, out var older))
                {
                    report.Drop(older, $"is said again in {statement.Position}, which counts.");
                    report.Cover(older);
                }

                _said[statement.Keyword] = statement;
            }
        }
    }

    /// <summary>Whether strict mode is asked for.</summary>
    public bool IsStrict => Find("vrrp_strict") is { } strict && SwitchText.IsOn(strict);

    /// <summary>Whether instances mail unless they say otherwise.</summary>
    public bool SendsMail => (Find("smtp_alert_vrrp") ?? Find("smtp_alert")) is { } alert && SwitchText.IsOn(alert);

    /// <summary>The statement of a keyword; null when nobody says it. Says nothing to the report.</summary>
    public Statement? Find(string keyword) => _said.GetValueOrDefault(keyword);

    /// <summary>The statement of a keyword that an instance takes over: the report has it once.</summary>
    public Statement? Use(string keyword, string target)
    {
        if (Find(keyword) is not { } statement)
        {
            return null;
        }

        if (_used.Add(statement))
        {
            _report.Map(statement, target);
        }

        return statement;
    }

    /// <summary>The user, and the group if there is one, of scripts that name none; empty when nobody says
    /// it.</summary>
    public ImmutableArray<string> UseScriptUser(string target)
    {
        if (Find("script_user") is not { Words.Length: > 1 } statement)
        {
            return [];
        }

        ImmutableArray<string> users = [.. statement.Words.Skip(1)];
        if (_used.Add(statement))
        {
            if (ScriptCommand.LossOf(users) is { Length: > 0 } loss)
            {
                _report.Change(statement, target, loss);
            }
            else
            {
                _report.Map(statement, target);
            }
        }

        return users;
    }

    /// <summary>A statement that has its own entry in the report.</summary>
    public void Told(Statement statement) => _ = _used.Add(statement);

    /// <summary>Says what became of the rest. AFTER the instances, which take what they use.</summary>
    public void TellRest()
    {
        foreach (var statement in _root.All(Block).SelectMany(block => block.Children)
            .Where(statement => _said[statement.Keyword] == statement && !_used.Contains(statement)))
        {
            var verdict = GlobalKeywords.Find(statement.Keyword);
            if (statement.Keyword == "vrrp_strict" && !SwitchText.IsOn(statement))
            {
                _report.Drop(statement, "is the only way here.");
            }
            else if (verdict is { Outcome: Outcome.Attention })
            {
                _report.Warn(statement, verdict.Reason);
            }
            else if (verdict is not null)
            {
                _report.Drop(statement, verdict.Reason);
            }
            else if (KnownKeywords.Global.Contains(statement.Keyword))
            {
                _report.Drop(statement, "nothing takes it over.");
            }
            else
            {
                _report.Warn(statement, "is no keyword of global_defs that is known here; "
                    + KnownKeywords.Hint(statement.Keyword, KnownKeywords.Global));
                _report.Cover(statement);
            }

            if (verdict is not null)
            {
                _report.Cover(statement);
            }
        }
    }
}
