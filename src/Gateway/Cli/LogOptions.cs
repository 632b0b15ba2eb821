using System.CommandLine;
using Gateway.Observability;

namespace Gateway.Cli;

/// <summary>How the process logs, as the command line says it.</summary>
internal static class LogOptions
{
    private const string Text = "text";
    private const string Json = "json";

    private static readonly Option<string> FormatOption = Of(
        "--log-format", "FORMAT", "Sentences for people, or one JSON object a line.", Text, [Text, Json]);

    private static readonly Option<string> LevelOption = Of(
        "--log-level", "LEVEL", "What is logged: this and all that is more important.", "info", [.. LevelName.All]);

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Add(FormatOption);
        command.Add(LevelOption);
    }

    /// <summary>What the operator said.</summary>
    public static LogSettings Of(ParseResult arguments) => new(
        arguments.GetValue(FormatOption) == Json ? LogFormat.Json : LogFormat.Text,
        LevelName.Parse(arguments.GetValue(LevelOption)!));

    private static Option<string> Of(string name, string helpName, string description, string usual, string[] values)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description} One of {string.Join(", ", values)}.",
            HelpName = helpName,
            DefaultValueFactory = _ => usual,
        };
        return option.AcceptOnlyFromAmong(values);
    }
}
