using System.CommandLine;
using Gateway.Cli.Answers;
using Gateway.Configuration;
using Gateway.Health;
using Gateway.Import;
using Gateway.Import.Reporting;
using Gateway.Vrrp.Config;

namespace Gateway.Cli;

/// <summary><c>gateway import</c>: makes a configuration out of the keepalived.conf of each machine.</summary>
/// <param name="output">Where the report goes; with <c>-o -</c> the configuration.</param>
/// <param name="error">Where errors go; with <c>-o -</c> the report.</param>
internal sealed class ImportCommand(TextWriter output, TextWriter error)
{
    /// <summary>A file that cannot be read or written; nothing was written.</summary>
    private const int Unreadable = 2;

    private const string Standard = "-";

    private const string Description = """
        Make an appsettings.json out of the keepalived.conf of each machine, and say what became of every keyword.

        Examples:
          gateway import /etc/keepalived/keepalived.conf
          gateway import --node edge-a a/keepalived.conf --node edge-b b/keepalived.conf -o appsettings.json
          gateway import --node edge-a --id main --node edge-b --id backup both.conf both.conf

        Each --node, and each --id, belongs to the file in the same place. Nothing is started and nothing but the output
        is written; what `gateway check` would refuse is left out of it and named.

        Exit codes: 0 all of it is mapped, 1 something needs attention (the file is written all the same),
        2 a file cannot be read or written.
        """;

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "The keepalived.conf of each machine.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Nodes = new("--node", "-n")
    {
        Description = "The name of a machine in Nodes: its host name, best. [default: router_id, else edge-a, edge-b]",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> Ids = new("--id")
    {
        Description = "What @id lines are compared with (keepalived's -i). [default: the name of the node]",
        HelpName = "ID",
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "The file to write; - for standard output.",
        HelpName = "FILE",
        DefaultValueFactory = _ => DefaultFile.Name,
    };

    private static readonly Option<bool> Force = new("--force", "-f")
    {
        Description = "Replace the output file if it exists.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "For programs: the report as JSON." };

    /// <summary>The command for the command line.</summary>
    public Command Build()
    {
        var command = new Command("import", Description) { Files, Nodes, Ids, Output, Force, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var path = arguments.GetValue(Output)!;
        if (Problem(arguments, path) is { } problem)
        {
            await error.WriteLineAsync(problem);
            return Unreadable;
        }

        var trial = new PluginTrial(isStrict: true);
        var check = new ConfigurationRequest(path == Standard ? DefaultFile.Name : path, InstalledPlugins.In)
        {
            TryCheck = trial.RunAsync,
            TryNotify = trial.RunAsync,
        };
        try
        {
            var result = await KeepalivedImport.RunAsync(new(SourcesOf(arguments), check), cancellation);
            await WriteAsync(path, result, arguments.GetValue(Force), cancellation);
            await ReportAsync(path, result, arguments.GetValue(Json));
            return result.NeedsAttention ? ExitCode.Failure : ExitCode.Ok;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await error.WriteLineAsync($"Nothing was imported: {exception.Message}");
            return Unreadable;
        }
    }

    private static List<ImportSource> SourcesOf(ParseResult arguments)
    {
        var (names, ids) = (arguments.GetValue(Nodes) ?? [], arguments.GetValue(Ids) ?? []);
        return
        [
            .. arguments.GetValue(Files)!.Select((file, i) =>
                new ImportSource(file, names.ElementAtOrDefault(i), ids.ElementAtOrDefault(i))),
        ];
    }

    private static string? Problem(ParseResult arguments, string path)
    {
        var (files, names, ids) = (
            arguments.GetValue(Files)!, arguments.GetValue(Nodes) ?? [], arguments.GetValue(Ids) ?? []);
        return names.Length > 0 && names.Length != files.Length
                ? $"There are {files.Length} files and {names.Length} --node; name each machine or none."
            : ids.Length > 0 && ids.Length != files.Length
                ? $"There are {files.Length} files and {ids.Length} --id; give each file one or none."
            : Array.Find(names, name => !ConfigName.IsValid(name)) is { } odd
                ? $"\"{odd}\" cannot be the name of a node; use {ConfigName.Expected}."
            : names.Distinct().Count() < names.Length ? "Two machines have the same name; give each --node its own."
            : path != Standard && File.Exists(path) && !arguments.GetValue(Force)
                ? $"{path} exists; name another file with --output, or replace it with --force."
            : null;
    }

    private async Task WriteAsync(string path, ImportResult result, bool replaces, CancellationToken cancellation)
    {
        if (path == Standard)
        {
            await output.WriteAsync(result.Text);
        }
        else
        {
            await WriteFileAsync(path, result, replaces, cancellation);
        }
    }

    private async Task ReportAsync(string path, ImportResult result, bool isJson)
    {
        var report = path == Standard ? error : output;
        if (isJson)
        {
            await report.WriteAsync(
                AnswerJson.Write(ImportAnswer.Of(path, result), AnswerJson.Readable.ImportAnswer));
            return;
        }

        await report.WriteLineAsync(ReportText.Write(result.Entries));
        await report.WriteLineAsync(Summary(path == Standard ? "The configuration" : path, result));
    }

    private static async Task WriteFileAsync(
        string path, ImportResult result, bool replaces, CancellationToken cancellation)
    {
        // Beside it: an old file stays until the new one is whole. Anew: it would keep its mode, and a password is
        // nobody else's business.
        var draft = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            options.UnixCreateMode = result.HasSecrets ? Own : Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        try
        {
            await using (var writer = new StreamWriter(draft, options))
            {
                await writer.WriteAsync(result.Text.AsMemory(), cancellation);
            }

            File.Move(draft, path, replaces);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static string Summary(string path, ImportResult result)
    {
        int Count(params Outcome[] outcomes) => result.Entries.Count(entry => outcomes.Contains(entry.Outcome));
        var attention = Count(Outcome.Attention);
        return FormattableString.Invariant($"{path}: {Count(Outcome.Mapped, Outcome.Changed)} mapped, ")
            + FormattableString.Invariant($"{Count(Outcome.Defaulted)} by default, {Count(Outcome.Dropped)} left out, ")
            + FormattableString.Invariant($"{attention} to look at. ")
            + (result.IsAccepted ? "`gateway check` accepts it." : "`gateway check` does not accept it on this "
            + "machine.");
    }
}
