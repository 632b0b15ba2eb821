using System.CommandLine;
using System.CommandLine.Help;
using Gateway.Cli.Answers;
using Gateway.Cli.Operate;
using Gateway.Configuration;
using Gateway.Configuration.Building;
using Gateway.Configuration.Reload;
using Gateway.Health;
using Gateway.Observability;
using Gateway.Proxy;
using Gateway.Proxy.Upstreams;
using Gateway.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Cli;

/// <summary>The commands of the program <c>gateway</c>.</summary>
internal sealed partial class CommandLine
{
    // systemd waits 180 s for a stop; the process must use its own, shorter deadlines for draining.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(175);

    private static readonly Option<string?> ConfigOption = new("--config", "-c")
    {
        Description = "The configuration file. "
            + $"[default: ./{DefaultFile.Name} if it exists, else {DefaultFile.System}]",
        HelpName = "FILE",
    };

    private static readonly Option<string?> NodeOption = new("--node", "-n")
    {
        Description = "Which entry of Nodes this machine is. [default: the one with the machine's host name]",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> SetOption = new("--set", "-s")
    {
        Description = "Lays a value over the files and the environment; colons part a key: Vrrp:CrashNotice=false. "
            + "May be given several times.",
        HelpName = "KEY=VALUE",
    };

    private static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "For programs: JSON.",
    };

    private readonly Func<ConfigurationRequest, ConfigurationResult, LogSettings, CancellationToken, Task<int>> _run;
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly OperateCommands _operate;

    /// <summary>Makes the command line.</summary>
    /// <param name="run">Runs a valid configuration and returns the exit code.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where errors go.</param>
    public CommandLine(
        Func<ConfigurationRequest, ConfigurationResult, LogSettings, CancellationToken, Task<int>> run,
        TextWriter output,
        TextWriter error)
    {
        _run = run;
        _output = output;
        _error = error;
        _operate = new(output, error, TimeProvider.System);
    }

    /// <summary>Makes the log of the process, for commands that nobody watches.</summary>
    public Func<LogSettings, ILoggerFactory> Log { get; init; } = _ => NullLoggerFactory.Instance;

    /// <summary>Does what the arguments say. SIGTERM and SIGINT ask a running gateway for a clean stop.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> InvokeAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is [var directive, var line, ..] && directive.StartsWith("[suggest", StringComparison.Ordinal))
        {
            await _operate.LearnAsync(line);
        }

        var invocation = new InvocationConfiguration
        {
            Output = _output,
            Error = _error,
            ProcessTerminationTimeout = StopTimeout,
        };
        var parsed = Build().Parse(arguments);
        var command = parsed.CommandResult.Command;
        Abridge(command);
        return await (!MistypedLine.Is(parsed)
            || (command is { Subcommands.Count: > 0, Action: null } && parsed.UnmatchedTokens.Count == 0)
            ? parsed.InvokeAsync(invocation)
            : CorrectAsync(parsed));
    }

    /// <summary>All commands.</summary>
    internal RootCommand Build()
    {
        var run = new Command("run", RunDescription) { ConfigOption, NodeOption, SetOption };
        LogOptions.AddTo(run);
        run.SetAction(RunAsync);
        var config = new ConfigCommand(ReadAsync, FileOf, _output).Build(ConfigOption, NodeOption, SetOption);
        var import = new ImportCommand(_output, _error).Build();
        var release = new ReleaseCommand(arguments => RequestOf(arguments, toRun: true), Log)
            .Build(ConfigOption, NodeOption, SetOption);
        // It is called with what run is called with.
        LogOptions.AddTo(release);
        var hash = new HashPasswordCommand(Console.In, _output, _error).Build();
        var doctor = new DoctorCommand(ReadAsync, _output).Build(ConfigOption, NodeOption, SetOption);
        var support = new SupportCommand(
            arguments => RequestOf(arguments, toRun: true), _output, _error, TimeProvider.System)
            .Build(ConfigOption, NodeOption, SetOption);
        var root = new RootCommand(Description)
        {
            run, BuildCheck(), BuildPlan(), BuildRoute(), config, import, doctor, support, hash, release,
        };
        _operate.AddTo(root);
        // Of help only what people type here: the others would be offered as completions.
        var help = root.Options.OfType<HelpOption>().Single();
        help.Aliases.Clear();
        help.Aliases.Add("-h");
        return root;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        // A start may wait for nothing at all. Until it is handed back, System.CommandLine ends the process at a
        // signal, with 143 and whatever it owns.
        await Task.Yield();
        var request = RequestOf(arguments, toRun: true);
        var result = await ConfigurationFile.LoadAsync(request, cancellation);
        await WarnAsync(result);
        if (await IsAcceptedAsync(arguments, result, "; nothing was started"))
        {
            return await _run(request, result, LogOptions.Of(arguments), cancellation);
        }

        // A machine that boots with a broken file serves as it did before.
        if (LastGoodCopy.OfMachine is not { } copy
            || await copy.LoadAsync(request, cancellation) is not { Config: not null } good)
        {
            return ExitCode.InvalidConfiguration;
        }

        await _error.WriteLineAsync($"THE LAST GOOD CONFIGURATION RUNS INSTEAD, from {copy.Path}. Correct "
            + $"{request.Path}; it is taken up as soon as it is saved.");
        return await _run(
            request, good with { InPlaceOf = result.Errors }, LogOptions.Of(arguments), cancellation);
    }

    private async Task<ConfigurationResult?> ReadAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var result = await ConfigurationFile.LoadAsync(RequestOf(arguments, toRun: true), cancellation);
        if (result.Config is null && arguments.GetValue<bool>(JsonOption.Name))
        {
            var answer = CheckAnswer.Of(FileOf(arguments), result, isAccepted: false, explains: false);
            await _output.WriteAsync(AnswerJson.Write(answer, AnswerJson.Readable.CheckAnswer));
            return null;
        }

        return await IsAcceptedAsync(arguments, result) ? result : null;
    }

    // For the commands that judge a configuration; who asks another question gets its answer alone.
    private async Task WarnAsync(ConfigurationResult result)
    {
        foreach (var warning in result.Warnings)
        {
            await _error.WriteLineAsync(warning.ToString());
        }
    }

    private async Task<bool> IsAcceptedAsync(ParseResult arguments, ConfigurationResult result, string outcome = "")
    {
        foreach (var error in result.Errors)
        {
            await _error.WriteLineAsync(error.ToString());
        }

        var isAccepted = Accepts(arguments, result);
        if (!isAccepted)
        {
            var count = result.Config is null
                ? Counted.Of(result.Errors.Length, "error")
                : Counted.Of(result.Warnings.Length, "warning");
            await _error.WriteLineAsync($"{FileOf(arguments)} has {count}{outcome}.");
        }

        return isAccepted;
    }

    private static bool Accepts(ParseResult arguments, ConfigurationResult result) =>
        result.Config is not null && (!arguments.GetValue(StrictOption) || result.Warnings.IsEmpty);

    /// <param name="arguments">What the operator said.</param>
    /// <param name="toRun">Whether a plugin that is missing or cannot be used is no error: who checks the file wants
    /// to know; who runs it would rather have a gateway with a failed check than none.</param>
    private static ConfigurationRequest RequestOf(ParseResult arguments, bool toRun)
    {
        var trial = new PluginTrial(isStrict: !toRun);
        return new(FileOf(arguments), InstalledPlugins.In)
        {
            NodeName = arguments.GetValue(NodeOption),
            TryCheck = trial.RunAsync,
            TryNotify = trial.RunAsync,
            IsThere = toRun ? null : Path.Exists,
            Certificates = toRun
                ? null
                : new(CertificateTrial.Find, TimeProvider.System.GetUtcNow(), ExpiryWatch.Notice),
            TryCertificates = toRun ? null : CertificateTrial.RunIfThere,
            TryAuthority = toRun ? null : AuthorityFile.Try,
            TryFile = toRun ? null : RouteFiles.Find,
            RequiresPlugins = !toRun,
            Environment = HostEnvironment.Name,
            Variables = HostEnvironment.Variables,
            Overrides = arguments.GetValue(SetOption) ?? [],
        };
    }

    private static string FileOf(ParseResult arguments) => arguments.GetValue(ConfigOption) ?? DefaultFile.Find();
}
