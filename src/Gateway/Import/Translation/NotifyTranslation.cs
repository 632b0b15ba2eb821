using System.Collections.Immutable;
using System.Globalization;
using Gateway.Import.Drafts;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Import.Translation;

/// <summary>Turns notify scripts, mails and FIFOs into notify actions. One command of several instances and groups is
/// one action.</summary>
/// <param name="node">Takes the actions.</param>
/// <param name="globals">Who gets mails, and where the FIFOs are.</param>
/// <param name="report">Takes what became of each line.</param>
internal sealed class NotifyTranslation(NodeDraft node, GlobalDefaults globals, ImportReport report)
{
    private const string EveryState = "notify";

    private static readonly ImmutableArray<string> States = ["Master", "Backup", "Fault", "Stop"];

    private readonly ConfigNames _names = new();
    private readonly List<NotifyCommand> _commands = [];
    private readonly List<Statement> _alerts = [];
    private readonly List<string> _subjects = [];
    private readonly List<string> _mailed = [];

    /// <summary>Whether a keyword of an instance or group is about notifying.</summary>
    public static bool IsNotify(string keyword) =>
        keyword is EveryState or "smtp_alert" || StateOf(keyword) is not null;

    /// <summary>Reads what an instance or a group tells.</summary>
    public void Add(Statement subject, string name)
    {
        _subjects.Add(name);
        foreach (var statement in subject.Children.Where(
            child => StateOf(child.Keyword) is not null || child.Keyword == EveryState))
        {
            AddScript(statement, name);
        }

        var alert = subject.Children.LastOrDefault(child => child.Keyword == "smtp_alert");
        _alerts.AddRange(subject.All("smtp_alert"));
        if (alert is null ? globals.SendsMail : SwitchText.IsOn(alert))
        {
            _mailed.Add(name);
        }
    }

    /// <summary>Makes the actions. AFTER all instances and groups.</summary>
    public void Finish()
    {
        foreach (var notify in _commands)
        {
            var action = new Draft(notify.Uses[0].Source, "Notify", notify.Name);
            PluginSections.NotifyScript(action, action.Block, notify, Limit(notify.Uses.Select(use => use.Subject)));
            node.Actions.Add(action);
            notify.Uses.ForEach(use => Tell(use.Source, action.PathOf()));
        }

        TellMail();
        AddFifo("notify_fifo");
        AddFifo("vrrp_notify_fifo");
    }

    private static string? StateOf(string keyword) => keyword switch
    {
        "notify_master" => "Master",
        "notify_backup" => "Backup",
        "notify_fault" => "Fault",
        "notify_stop" => "Stop",
        _ => null,
    };

    // Whom an action tells of; nobody by name when that is everybody.
    private List<string> Limit(IEnumerable<string> subjects)
    {
        var named = subjects.Distinct().ToList();
        return _subjects.Except(named).Any() ? named : [];
    }

    private void AddScript(Statement statement, string subject)
    {
        if (ScriptCommand.Read(statement) is not { } command)
        {
            report.Warn(statement, "has no command that can be read, and keepalived skips it; it is left out.");
            return;
        }

        if (command.Users.IsEmpty)
        {
            command = command with { Users = globals.UseScriptUser("Notify:*:Settings:User") };
        }

        var state = StateOf(statement.Keyword);
        ImmutableArray<string> on = state is null ? States : [state];
        var notify = _commands.Find(other => other.Does(command, on));
        if (notify is null)
        {
            var name = _names.For(state is null ? subject : $"{subject}-{state.ToLowerInvariant()}");
            notify = new(name, on, command);
            _commands.Add(notify);
        }

        notify.Uses.Add((statement, subject));
    }

    private void Tell(Statement source, string target)
    {
        var command = ScriptCommand.Read(source)!;
        var looksLikeArguments = command.Users.Any(
            word => word.StartsWith('-') || word.Contains('/', StringComparison.Ordinal));
        if (looksLikeArguments || command.Users.Length > 2)
        {
            report.Warn(source,
                $"keepalived takes \"{string.Join(' ', command.Users)}\" for a user and a group, and so does the "
                    + "output; if they are arguments, put the whole command into quotes.", target);
        }
        else if (command.Doubt.Length > 0)
        {
            report.Warn(source, command.Doubt, target);
        }
        else if (source.Keyword == EveryState && command.Note.Length == 0 && command.Users.IsEmpty)
        {
            report.Map(source, target);
        }
        else
        {
            report.Change(source, target, DifferenceOf(source.Keyword, command));
        }
    }

    private static string DifferenceOf(string keyword, ScriptCommand command)
    {
        const string Words = "INSTANCE or GROUP, name, state and priority follow its arguments, as with keepalived's "
            + "notify";
        var user = command.Users.IsEmpty ? ""
            : ScriptCommand.LossOf(command.Users) is { Length: > 0 } loss ? loss
            : $"it runs as the user {command.Users[0]}";
        string[] parts = [command.Note, keyword == EveryState ? "" : Words, user];
        return string.Join("; ", parts.Where(part => part.Length > 0).Select(part => part.TrimEnd('.'))) + ".";
    }

    private void TellMail()
    {
        var alerts = _alerts.Concat(
            new[] { globals.Find("smtp_alert"), globals.Find("smtp_alert_vrrp") }.OfType<Statement>()).ToList();
        var wanted = alerts.Find(SwitchText.IsOn);
        var mail = wanted is null || _mailed.Count == 0 ? null : FindMail(wanted);
        foreach (var alert in alerts)
        {
            globals.Told(alert);
            if (mail is null)
            {
                TellNoMail(alert);
            }
            else
            {
                report.Map(alert, "Notify:mail");
            }
        }

        if (mail is not null)
        {
            var action = new Draft(wanted!, "Notify", _names.For("mail", "mail"));
            var isQuiet = globals.Use("no_email_faults", action.PathOf("On")) is not null;
            string[] on = isQuiet ? ["Master", "Backup"] : ["Master", "Backup", "Fault"];
            PluginSections.Smtp(action, wanted!, mail, on, Limit(_mailed));
            node.Actions.Add(action);
        }
    }

    private void TellNoMail(Statement alert)
    {
        if (!report.HasTold(alert))
        {
            report.Drop(alert, "nobody is mailed.");
        }
    }

    private MailSettings? FindMail(Statement wanted)
    {
        const string Target = "Notify:mail:Settings";
        if (globals.Find("notification_email") is not { Children.Count: > 0 } receivers)
        {
            report.Warn(wanted, "there is no notification_email, so keepalived mails nobody, and neither does the "
                + "output.");
            return null;
        }

        _ = globals.Use("notification_email", $"{Target}:To");
        report.Cover(receivers);
        var server = globals.Use("smtp_server", $"{Target}:Host");
        var port = server is { Words.Length: > 2 } && int.TryParse(
            server.Words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 25;
        var from = globals.Use("notification_email_from", $"{Target}:From");
        ImmutableArray<string> to = [.. receivers.Children.SelectMany(line => line.Words)];
        return new(server?.Value ?? "127.0.0.1", port, from?.Value ?? $"keepalived@{node.Name}", to);
    }

    private void AddFifo(string keyword)
    {
        if (globals.Find(keyword) is not { Value: { } path } statement)
        {
            return;
        }

        var action = new Draft(statement, "Notify", _names.For(keyword, "fifo"));
        PluginSections.Fifo(action, statement, path, States);
        globals.Told(statement);
        node.Actions.Add(action);
        if (statement.Words.Length > 2)
        {
            report.Warn(statement, "the FIFO belongs to the gateway's user; make it beforehand for another "
                + "one.", action.PathOf());
        }
        else
        {
            report.Map(statement, action.PathOf());
        }
    }
}
