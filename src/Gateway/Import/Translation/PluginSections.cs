using System.Text.Json.Nodes;
using Gateway.Import.Drafts;
using Gateway.Import.Reading;

namespace Gateway.Import.Translation;

/// <summary>The one place that knows how the shipped plugins want their settings.</summary>
internal static class PluginSections
{
    /// <summary>A check by a command.</summary>
    public static void Script(Draft check, Statement source, ScriptCommand command)
    {
        check.SetFirst(source, "Script", "Plugin");
        _ = check.Set(source, List(command.Arguments), "Settings", "Command");
    }

    /// <summary>A command that is told what has happened, in four words behind its arguments.</summary>
    public static void NotifyScript(Draft action, Statement source, ScriptCommand command, IEnumerable<string> on)
    {
        _ = action.Set(source, "NotifyScript", "Plugin");
        _ = action.Set(source, List(on), "On");
        _ = action.Set(source, List(command.Arguments), "Settings", "Command");
        if (command.Users is [var user, ..] && user != "root")
        {
            _ = action.Set(source, user, "Settings", "User");
        }
    }

    /// <summary>Lines in a FIFO.</summary>
    public static void Fifo(Draft action, Statement source, string path, IEnumerable<string> on)
    {
        _ = action.Set(source, "Fifo", "Plugin");
        _ = action.Set(source, List(on), "On");
        _ = action.Set(source, path, "Settings", "Path");
    }

    /// <summary>Mails, without encryption, as keepalived sends them.</summary>
    public static void Smtp(Draft action, Statement source, MailSettings mail, IEnumerable<string> on)
    {
        _ = action.Set(source, "Smtp", "Plugin");
        _ = action.Set(source, List(on), "On");
        _ = action.Set(source, mail.Host, "Settings", "Host");
        _ = action.Set(source, mail.Port, "Settings", "Port");
        _ = action.Set(source, "None", "Settings", "Tls");
        _ = action.Set(source, mail.From, "Settings", "From");
        _ = action.Set(source, List(mail.To), "Settings", "To");
    }

    /// <summary>Strings as a list of the output.</summary>
    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
