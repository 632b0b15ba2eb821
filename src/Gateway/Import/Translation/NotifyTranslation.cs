using System.Collections.Immutable;
using System.Globalization;
using Gateway.Import.Drafts;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Import.Translation;

/// <summary>Turns notify scripts, mails and FIFOs into notify actions. One command of several instances is one
/// action.</summary>
/// <param name="node">Takes the actions.</param>
/// <param name="globals">Who gets mails, and where the FIFOs are.</param>
/// <param name="report">Takes what became of each line.</param>
internal sealed class NotifyTranslation(NodeDraft node, GlobalDefaults globals, ImportReport report)
{
    private const string EveryState = "notify";

    private static readonly string[] States = ["Master", "Backup", "Fault", "Stop"];

    private readonly ConfigNames _names = new();
    private readonly List<(string On, ScriptCommand Command, Draft Action, List<Statement> Sources)> _scripts = [];
    private readonly List<Statement> _alerts = [];
    private int _subjects;
    private int _silent;

    /// <summary>Whether a keyword of an instance or group is about notifying.</summary>
    public static bool IsNotify(string keyword) =>
        keyword is EveryState or "smtp_alert" || StateOf(keyword) is not null;

    /// <summary>Reads what an instance or a group tells.</summary>
    public void Add(Statement subject, string name)
    {
        _subjects++;
        foreach (var statement in subject.Children.Where(
            child => StateOf(child.Keyword) is not null || child.Keyword == EveryState))
        {
            AddScript(statement, name);
        }

        var alert = subject.Children.LastOrDefault(child => child.Keyword == "smtp_alert");
        _alerts.AddRange(subject.All("smtp_alert"));
        _silent += alert is null ? (globals.SendsMail ? 0 : 1) : SwitchText.IsOn(alert) ? 0 : 1;
    }

    /// <summary>Makes the actions. AFTER all instances and groups.</summary>
    public void Finish()
    {
        foreach (var (_, _, action, sources) in _scripts)
        {
            var isForAll = sources.Count == _subjects;
            foreach (var source in sources)
            {
                Tell(source, action.PathOf(), isForAll);
            }
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

    private void AddScript(Statement statement, string subject)
    {
        if (ScriptCommand.Read(statement) is not { } command)
        {
            report.Warn(statement, "has no command that can be read, and keepalived skips it; it is left out.");
            return;
        }

        var state = StateOf(statement.Keyword);
        var on = state ?? EveryState;
        var users = command.Users;
        if (users.IsEmpty && globals.Use("script_user", "Notify:*:Settings:User") is { Words.Length: > 1 } all)
        {
            users = [.. all.Words.Skip(1)];
        }

        command = command with { Users = users };
        var same = _scripts.Find(other => other.On == on && IsSame(other.Command, command));
        if (same.Sources is not null)
        {
            same.Sources.Add(statement);
            return;
        }

        var name = _names.For(state is null ? subject : $"{subject}-{state.ToLowerInvariant()}");
        var action = new Draft(statement, "Notify", name);
        PluginSections.NotifyScript(action, statement, command, state is null ? States : [state]);
        _scripts.Add((on, command, action, [statement]));
        node.Actions.Add(action);
    }

    private void Tell(Statement source, string target, bool isForAll)
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
        else if (!isForAll)
        {
            report.Warn(source, "an action is told of every instance and group; the words behind its arguments say "
                + "which one it is, so let the script look at them.", target);
        }
        else if (source.Keyword == EveryState && command.Note.Length == 0 && command.Users.IsEmpty)
        {
            report.Map(source, target);
        }
        else
        {
            report.Change(source, target, command.Note.Length > 0 ? command.Note
                : "INSTANCE or GROUP, name, state and priority follow its arguments, as with keepalived's notify"
                    + (command.Users.IsEmpty ? "." : $"; it runs as the user {command.Users[0]}."));
        }
    }

    private static bool IsSame(ScriptCommand left, ScriptCommand right) =>
        left.Arguments.SequenceEqual(right.Arguments) && left.Users.SequenceEqual(right.Users);

    private void TellMail()
    {
        var alerts = _alerts.Concat(
            new[] { globals.Find("smtp_alert"), globals.Find("smtp_alert_vrrp") }.OfType<Statement>()).ToList();
        var wanted = alerts.Find(SwitchText.IsOn);
        var mail = wanted is null || _silent == _subjects ? null : FindMail(wanted);
        foreach (var alert in alerts)
        {
            globals.Told(alert);
            if (mail is null)
            {
                TellNoMail(alert);
            }
            else if (_silent > 0)
            {
                report.Warn(alert, "an action is told of every instance and group, so mails speak of all of them.",
                    "Notify:mail");
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
            PluginSections.Smtp(action, wanted!, mail, isQuiet ? ["Master", "Backup"] : ["Master", "Backup", "Fault"]);
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
