using System.Collections.Immutable;
using System.Globalization;
using Gateway.Import.Drafts;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <summary>Turns <c>vrrp_script</c>, <c>vrrp_track_process</c> and <c>track_file</c> into health checks, as far as an
/// instance tracks them.</summary>
internal sealed partial class CheckTranslation
{
    private static readonly Duration DefaultInterval = Duration.FromSeconds(1);
    private static readonly Duration MinInterval = Duration.FromMilliseconds(100);

    private readonly Dictionary<(string Kind, string Name), TrackedCheck> _checks = [];
    private readonly ConfigNames _names = new();
    private readonly GlobalDefaults _globals;
    private readonly ImportReport _report;
    private readonly NodeDraft _node;

    /// <summary>Looks for the checks of a file.</summary>
    public CheckTranslation(NodeDraft node, GlobalDefaults globals, ImportReport report)
    {
        (_node, _globals, _report) = (node, globals, report);
        _names.Reserve("proxy");
        foreach (var statement in node.Root.Children.Where(child => KindOf(child.Keyword) is not null))
        {
            Register(statement);
        }
    }

    /// <summary>The check of a name.</summary>
    /// <param name="kind"><c>script</c>, <c>process</c> or <c>file</c>.</param>
    /// <param name="name">Its name in keepalived.</param>
    /// <returns>Null when there is none.</returns>
    public TrackedCheck? Find(string kind, string name)
    {
        if (_checks.GetValueOrDefault((kind, name)) is not { } check)
        {
            return null;
        }

        if (!check.IsAskedFor)
        {
            check.IsAskedFor = true;
            SetWeight(check, kind == "file" ? 1 : 0);
        }

        return check;
    }

    /// <summary>Makes the health check, once.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryMake(TrackedCheck check)
    {
        if (!check.IsTranslated)
        {
            check.IsTranslated = true;
            Translate(check);
        }

        return check.IsMade;
    }

    /// <summary>Says that nothing tracks the rest.</summary>
    public void TellUnused()
    {
        foreach (var check in _checks.Values.Where(check => !check.IsTranslated))
        {
            _report.Drop(check.Block, check.IsAskedFor ? "what tracks it is left out."
                : "nothing tracks it, so keepalived does not run it either.");
            _report.Cover(check.Block);
        }
    }

    private static string? KindOf(string keyword) => keyword switch
    {
        "vrrp_script" => "script",
        "vrrp_track_process" => "process",
        "track_file" or "vrrp_track_file" => "file",
        _ => null,
    };

    private void Register(Statement statement)
    {
        var kind = KindOf(statement.Keyword)!;
        if (statement.Value is not { } name || !statement.IsBlock)
        {
            _report.Warn(statement, "has no name or no block; it is left out.");
            _report.Cover(statement);
        }
        else if (!_checks.TryAdd((kind, name), new(statement, new(statement, "HealthChecks", _names.For(name, kind)))))
        {
            _report.Warn(statement, "has the name of an earlier one, which counts; it is left out.");
            _report.Cover(statement);
        }
    }

    private void Translate(TrackedCheck check)
    {
        _report.Enter(check.Block);
        check.IsMade = KindOf(check.Block.Keyword) switch
        {
            "script" => TranslateScript(check),
            "process" => TranslateProcess(check),
            _ => TranslateFile(check),
        };
        if (check.IsMade)
        {
            _report.Map(check.Block, check.Draft.PathOf());
            _node.Checks.Add(check.Draft);
        }
    }

    private bool TranslateScript(TrackedCheck check)
    {
        var block = new SingleStatements(check.Block, _report);
        if (block.Find("script") is not { } source || ScriptCommand.Read(source) is not { } command)
        {
            _report.Warn(check.Block,
                "has no command that can be read; keepalived runs the instances without it, and so does the output.");
            _report.Cover(check.Block);
            return false;
        }

        var users = UsersOf(check, block);
        TellCommand(source, command, check.Draft.PathOf("Settings", "Command"));
        SetTimes(check, block);
        SetCount(check, block, "fall", "Fall");
        SetCount(check, block, "rise", "Rise");
        PluginSections.Script(check.Draft, source, command.Arguments, users);
        if (block.Find("init_fail") is { } initFail)
        {
            _report.Drop(initFail, "a check counts as failed until its first result, always.");
        }

        return true;
    }

    private void TellCommand(Statement source, ScriptCommand command, string target)
    {
        if (command.Users.Length > 0)
        {
            _report.Warn(source,
                $"only the first word is the command, so keepalived runs it without "
                    + $"\"{string.Join(' ', command.Users)}\", and so does the output; if that is meant as arguments, "
                + "put the whole command into quotes.", target);
        }
        else if (command.Doubt.Length > 0)
        {
            _report.Warn(source, command.Doubt, target);
        }
        else if (command.Note.Length > 0)
        {
            _report.Change(source, target, command.Note);
        }
        else
        {
            _report.Map(source, target);
        }
    }

    private ImmutableArray<string> UsersOf(TrackedCheck check, SingleStatements block)
    {
        if (block.Find("user") is not { Words.Length: > 1 } user)
        {
            return _globals.UseScriptUser("HealthChecks:*:Settings:User");
        }

        ImmutableArray<string> users = [.. user.Words.Skip(1)];
        var target = check.Draft.PathOf("Settings", "User");
        if (ScriptCommand.LossOf(users) is { Length: > 0 } loss)
        {
            _report.Change(user, target, loss);
        }
        else
        {
            _report.Map(user, target);
        }

        return users;
    }

    private void SetTimes(TrackedCheck check, SingleStatements block)
    {
        var interval = ReadTime(block.Find("interval"), DefaultInterval);
        var timeout = ReadTime(block.Find("timeout"), interval);
        if (interval < MinInterval)
        {
            _report.Change(block.Find("interval")!, check.Draft.PathOf("Interval"), "the shortest interval is 100ms.");
            interval = MinInterval;
        }

        Tell(check, block.Find("interval"), SecondsText.Write(interval), "interval", "Interval");
        if (timeout > interval)
        {
            _report.Warn(block.Find("timeout")!,
                $"a run ends with its interval here, so {SecondsText.Write(interval)} is written; when the script "
                    + "needs longer, raise both.", check.Draft.PathOf("Timeout"));
            timeout = interval;
        }

        Tell(check, block.Find("timeout"), SecondsText.Write(timeout), "timeout", "Timeout");
    }

    private Duration ReadTime(Statement? statement, Duration byDefault)
    {
        if (statement is null)
        {
            return byDefault;
        }

        if (SecondsText.TryParse(statement.Value, out var time))
        {
            // keepalived takes 0 for 1.
            return time == Duration.Zero ? DefaultInterval : time;
        }

        _report.Warn(statement, $"is no number of seconds; {SecondsText.Write(byDefault)} is written.");
        return byDefault;
    }

    private void SetCount(TrackedCheck check, SingleStatements block, string keyword, string key)
    {
        var statement = block.Find(keyword);
        var count = 1;
        if (statement is not null && (!int.TryParse(
            statement.Value, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
        {
            count = 1;
            _report.Warn(statement, "is no count from 1; 1 is written, as keepalived has it.");
        }
        else if (count > 100)
        {
            count = 100;
            _report.Warn(statement!, "is more than 100, which is written.");
        }

        Tell(check, statement, count, keyword, key);
    }

    private void Tell(
        TrackedCheck check, Statement? statement, System.Text.Json.Nodes.JsonNode value, string keyword, string key)
    {
        var target = check.Draft.Set(statement, value, key);
        if (statement is null)
        {
            _report.Default(check.Block, keyword, target, $"keepalived's default, {value}.");
        }
        else if (!_report.HasTold(statement))
        {
            _report.Map(statement, target);
        }
    }
}
