using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Gateway.Admin;
using Gateway.Configuration;

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
        Validators = { PathRule.CheckSocket },
    };

    private static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "For programs: JSON.",
    };

    private readonly Paint _paint = Paint.For(output);
    private KnownNames _known = KnownNames.None;

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

    /// <summary>Learns what may be completed from the gateway that runs.</summary>
    /// <param name="line">The line that is being completed.</param>
    public async Task LearnAsync(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, SocketOption.Name) + 1;
        _known = await KnownNames.AskAsync(
            at > 0 && at < words.Length ? Path.GetFullPath(words[at]) : AdminSocket.DefaultPath,
            CancellationToken.None);
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
        return await AskAsync(arguments, client, ask, type, describe, judge);
    }

    private async Task<int> AskAsync<T>(
        ParseResult arguments, AdminClient client, Func<AdminClient, Task<byte[]>> ask, JsonTypeInfo<T> type,
        Func<T, string> describe, Func<T, int>? judge)
    {
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
        instance.CompletionSources.Add(_ => _known.Instances.Select(name => new CompletionItem(name)));
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
