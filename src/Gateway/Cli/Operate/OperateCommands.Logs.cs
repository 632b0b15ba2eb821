using System.CommandLine;
using System.CommandLine.Completions;
using Gateway.Admin;
using Gateway.Admin.Operation;
using Gateway.Admin.Status;
using Gateway.Observability;

namespace Gateway.Cli.Operate;

/// <content><c>gateway logs</c>.</content>
internal sealed partial class OperateCommands
{
    private const string LogsDescription = """
        Show how much the running gateway logs, and until when.

        Examples:
          gateway logs
          gateway logs level all debug --for 10m
        """ + ExitCodes;

    private const string LevelDescription = """
        Say how much the running gateway logs.

        Examples:
          gateway logs level all debug --for 10m
          gateway logs level Vrrp debug --for 1h
          gateway logs level Proxy warn
        """ + ExitCodes;

    private Command BuildLogs()
    {
        var command = New("logs", LogsDescription);
        command.Add(BuildLevel());
        command.SetAction((arguments, cancellation) => ShowAsync(
            arguments, client => client.GetAsync("/api/log-level", cancellation),
            AdminJson.Default.LogLevelsReport, new LogLevelsText(_paint, time.LocalTimeZone).Describe));
        return command;
    }

    private Command BuildLevel()
    {
        var category = new Argument<string>("CATEGORY")
        {
            Description = "all, an area such as Proxy or Vrrp, or a whole category such as Microsoft.AspNetCore.",
        };
        category.CompletionSources.Add(_ => _known.Areas.Select(name => new CompletionItem(name)));
        var level = new Argument<string>("LEVEL") { Description = $"One of {string.Join(", ", LevelName.All)}." };
        level.AcceptOnlyFromAmong([.. LevelName.All]);
        var duration = new Option<string?>("--for")
        {
            Description = FormattableString.Invariant(
                $"For how long, such as 10m: 1s to {LogLevels.LongestWhile.TotalHours:0}h. Then it is as before. ")
                + "[default: until the gateway ends]",
            HelpName = "TIME",
        };
        duration.Validators.Add(result =>
        {
            if (result.Tokens is [.., var last] && !LogWhile.TryRead(last.Value, out _, out var problem))
            {
                result.AddError($"--for: {problem}");
            }
        });
        var command = New("level", LevelDescription);
        command.Add(category);
        command.Add(level);
        command.Add(duration);
        command.SetAction((arguments, cancellation) => ShowAsync(
            arguments,
            client => client.PostAsync(
                $"/api/log-level?category={Uri.EscapeDataString(arguments.GetValue(category)!)}"
                + $"&level={arguments.GetValue(level)}"
                + (arguments.GetValue(duration) is { } limit ? $"&for={Uri.EscapeDataString(limit)}" : ""),
                cancellation),
            AdminJson.Default.LogLevelReport,
            report => new LogLevelsText(_paint, time.LocalTimeZone).Describe(report)));
        return command;
    }
}
