using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Import.Drafts;
using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <summary>The one place that knows how the shipped plugins want their settings.</summary>
internal static class PluginSections
{
    /// <summary>The plugins that an import names.</summary>
    public static readonly ImmutableArray<string> Plugins = ["Script", "Process", "NotifyScript", "Smtp", "Fifo"];

    /// <summary>A check by a command.</summary>
    /// <param name="check">Takes the settings.</param>
    /// <param name="source">The keyword with the command.</param>
    /// <param name="command">The program as an absolute path, then its arguments.</param>
    /// <param name="users">The user to run it as, first; empty or root for the gateway's own.</param>
    public static void Script(
        Draft check, Statement source, IEnumerable<string> command, ImmutableArray<string> users = default)
    {
        check.SetFirst(source, "Script", "Plugin");
        _ = check.Set(source, List(command), "Settings", "Command");
        SetUser(check, source, users);
    }

    /// <summary>A check that counts processes.</summary>
    /// <param name="check">Takes the settings.</param>
    /// <param name="source">The keyword with the name.</param>
    /// <param name="name">The name of the program.</param>
    /// <param name="least">How many must run; 1 is not written.</param>
    /// <param name="most">How many may run; null for any number.</param>
    public static void Process(Draft check, Statement source, string name, int least, int? most)
    {
        check.SetFirst(source, "Process", "Plugin");
        _ = check.Set(source, name, "Settings", "Name");
        if (least != 1)
        {
            _ = check.Set(source, least, "Settings", "Minimum");
        }

        if (most is { } limit)
        {
            _ = check.Set(source, limit, "Settings", "Maximum");
        }
    }

    /// <summary>A command that is told what has happened, in four words behind its arguments.</summary>
    public static void NotifyScript(Draft action, Statement source, NotifyCommand notify, IEnumerable<string> instances)
    {
        Head(action, source, "NotifyScript", notify.On, instances);
        // keepalived runs it once, whatever becomes of it; many end with the exit code of a condition.
        _ = action.Set(source, 0, "Retries");
        _ = action.Set(source, List(notify.Command.Arguments), "Settings", "Command");
        SetUser(action, source, notify.Command.Users);
    }

    /// <summary>Lines in a FIFO.</summary>
    public static void Fifo(Draft action, Statement source, string path, IEnumerable<string> on)
    {
        Head(action, source, "Fifo", on, []);
        _ = action.Set(source, path, "Settings", "Path");
    }

    /// <summary>Mails, without encryption, as keepalived sends them.</summary>
    public static void Smtp(
        Draft action, Statement source, MailSettings mail, IEnumerable<string> on, IEnumerable<string> instances)
    {
        Head(action, source, "Smtp", on, instances);
        _ = action.Set(source, mail.Host, "Settings", "Host");
        _ = action.Set(source, mail.Port, "Settings", "Port");
        _ = action.Set(source, "None", "Settings", "Tls");
        _ = action.Set(source, mail.From, "Settings", "From");
        _ = action.Set(source, List(mail.To), "Settings", "To");
    }

    /// <summary>Strings as a list of the output.</summary>
    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <param name="action">Takes the settings.</param>
    /// <param name="source">The keyword.</param>
    /// <param name="plugin">Who tells.</param>
    /// <param name="on">What is told.</param>
    /// <param name="instances">Of which instances and groups; empty for all.</param>
    private static void Head(
        Draft action, Statement source, string plugin, IEnumerable<string> on, IEnumerable<string> instances)
    {
        _ = action.Set(source, plugin, "Plugin");
        _ = action.Set(source, List(on), "On");
        if (List(instances) is { Count: > 0 } names)
        {
            _ = action.Set(source, names, "Instances");
        }
    }

    // keepalived runs as root, and so does what it says nothing of.
    private static void SetUser(Draft draft, Statement source, ImmutableArray<string> users)
    {
        if (!users.IsDefaultOrEmpty && users[0] != "root")
        {
            _ = draft.Set(source, users[0], "Settings", "User");
        }
    }
}
