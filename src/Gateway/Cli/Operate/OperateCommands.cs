using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Gateway.Admin;
using Gateway.Admin.Operation;
using Gateway.Configuration;
using Gateway.Observability;

namespace Gateway.Cli.Operate;

/// <summary>The commands that talk to the running gateway.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where errors go.</param>
/// <param name="time">The clock and its zone.</param>
internal sealed partial class OperateCommands(TextWriter output, TextWriter error, TimeProvider time)
{
    private const string ExitCodes = "\n\nExit codes: 0 done, 1 it was refused, or no gateway answers.";

    private static readonly Option<string?> SocketOption = new("--socket")
    {
        Description = $"The socket of the gateway, as in Admin:Socket. [default: {AdminConfig.DefaultSocket}]",
        HelpName = "PATH",
    };

    private static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "For programs: JSON.",
    };

    private readonly Paint _paint = Paint.For(output);

    /// <summary>Adds them all.</summary>
    public void AddTo(RootCommand root)
    {
        foreach (var command in new[]
        {
            BuildStatus(), BuildHistory(),
            BuildMove("drain", DrainDescription), BuildMove("undrain", UndrainDescription),
            BuildMove("handover", HandoverDescription),
            BuildReload(), BuildLogs(), BuildPlugins(), BuildCertificates(),
        })
        {
            root.Add(command);
        }
    }

    private static Command New(string name, string description) => new(name, description) { SocketOption, JsonOption };

    private static AdminClient Connect(ParseResult arguments) =>
        new(arguments.GetValue(SocketOption) is { } path ? Path.GetFullPath(path) : AdminSocket.DefaultPath);

    // What every command does: asks, and writes the answer as it came, or in words.
    private async Task<int> ShowAsync<T>(
        ParseResult arguments, Func<AdminClient, Task<byte[]>> ask, JsonTypeInfo<T> type, Func<T, string> describe,
        Func<T, int>? judge = null)
    {
        using var client = Connect(arguments);
        try
        {
            var answer = await ask(client);
            var read = client.Read(answer, type);
            await output.WriteAsync(
                arguments.GetValue(JsonOption) ? Encoding.UTF8.GetString(answer) + "\n" : describe(read));
            return judge?.Invoke(read) ?? ExitCode.Ok;
        }
        catch (NoGatewayException nobody)
        {
            await error.WriteLineAsync(nobody.Message);
            return ExitCode.Failure;
        }
    }

    private Command BuildHistory()
    {
        var instance = new Option<string?>("--instance", "-i")
        {
            Description = "Of one virtual router alone.",
            HelpName = "NAME",
        };
        var limit = new Option<int>("--limit", "-l")
        {
            Description = "How many at most, the latest first.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
            CustomParser = CountOf,
        };
        var command = New("history", """
            Show who became what and when, and why: each transition with its timeline in milliseconds, the latest first.

            Examples:
              gateway history
              gateway history --instance lan4 --limit 3
            """ + ExitCodes);
        command.Add(instance);
        command.Add(limit);
        command.SetAction((arguments, cancellation) => ShowAsync(
            arguments,
            client => client.GetAsync(
                FormattableString.Invariant($"/api/history?limit={arguments.GetValue(limit)}")
                + (arguments.GetValue(instance) is { } name ? $"&instance={Uri.EscapeDataString(name)}" : ""),
                cancellation),
            AdminJson.Default.ImmutableArrayHistoryEntry,
            entries => new HistoryText(_paint, time.LocalTimeZone).Describe(entries)));
        return command;
    }

    private static int CountOf(ArgumentResult words)
    {
        var word = words.Tokens[^1].Value;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return count;
        }

        words.AddError($"--limit {word}: write a number from 1 on.");
        return 0;
    }

    private Command BuildLogs()
    {
        var category = new Argument<string>("CATEGORY")
        {
            Description = "all, an area such as Proxy or Health, or a whole category such as Microsoft.AspNetCore.",
        };
        var level = new Argument<string>("LEVEL") { Description = $"One of {string.Join(", ", LevelName.All)}." };
        level.AcceptOnlyFromAmong([.. LevelName.All]);
        var duration = new Option<string?>("--for")
        {
            Description = "For how long, such as 10m. [default: until the gateway ends]",
            HelpName = "TIME",
        };
        var command = New("level", """
            Say how much the running gateway logs.

            Examples:
              gateway logs level all debug --for 10m
              gateway logs level Proxy warn
            """ + ExitCodes);
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
            Describe));
        return new("logs", """
            Look after the log.

            Example:
              gateway logs level all debug --for 10m
            """) { command };
    }

    private static string Describe(LogLevelReport report) =>
        $"{report.Category}: {report.Level} and above, "
        + (report.Seconds is { } seconds ? $"for {Ages.Of(TimeSpan.FromSeconds(seconds))}" : "until the gateway ends")
        + ".\n";

    private Command BuildPlugins()
    {
        var command = New("plugins", """
            Show the plugins of the running gateway, and what uses them.

            Example:
              gateway plugins
            """ + ExitCodes);
        command.SetAction((arguments, cancellation) => ShowAsync(
            arguments, client => client.GetAsync("/api/plugins", cancellation),
            AdminJson.Default.ImmutableArrayPluginReport, plugins => new PluginsText(_paint).Describe(plugins)));
        return command;
    }

}
