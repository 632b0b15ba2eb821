using System.CommandLine;
using Gateway.Configuration;
using Gateway.Health;

namespace Gateway.Cli;

/// <summary>The commands of the program <c>gateway</c>.</summary>
internal sealed class CommandLine
{
    // systemd waits 90 s for a stop; the process must use its own, shorter deadlines for draining.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(85);

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

    private readonly Func<GatewayConfig, CancellationToken, Task<int>> _run;
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    /// <summary>Makes the command line.</summary>
    /// <param name="run">Runs a valid configuration and returns the exit code.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where errors go.</param>
    public CommandLine(Func<GatewayConfig, CancellationToken, Task<int>> run, TextWriter output, TextWriter error)
    {
        _run = run;
        _output = output;
        _error = error;
    }

    /// <summary>Does what the arguments say. SIGTERM and SIGINT ask a running gateway for a clean stop.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public Task<int> InvokeAsync(IReadOnlyList<string> arguments)
    {
        var invocation = new InvocationConfiguration
        {
            Output = _output,
            Error = _error,
            ProcessTerminationTimeout = StopTimeout,
        };
        return Build().Parse(arguments).InvokeAsync(invocation);
    }

    private RootCommand Build()
    {
        var run = new Command("run", "Run the gateway in the foreground until SIGTERM or Ctrl+C.")
        {
            ConfigOption,
            NodeOption,
        };
        run.SetAction(RunAsync);
        var check = new Command("check", "Check a configuration file, name every mistake, and start nothing.")
        {
            ConfigOption,
            NodeOption,
        };
        check.SetAction(CheckAsync);
        return new RootCommand(Description) { run, check };
    }

    private const string Description = """
        Edge load balancer: reverse proxy, virtual IP addresses (VRRP) and health checks in one process.

        Examples:
          gateway check --config /etc/gateway/appsettings.json
          gateway check --config config/appsettings.json --node edge-b
          gateway run --config /etc/gateway/appsettings.json

        Exit codes: 0 fine, 2 invalid configuration (nothing was started), 1 anything else.
        """;

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation) =>
        await LoadAsync(arguments, isStrict: false, cancellation) is { } config
            ? await _run(config, cancellation)
            : ExitCode.InvalidConfiguration;

    private async Task<int> CheckAsync(ParseResult arguments, CancellationToken cancellation)
    {
        if (await LoadAsync(arguments, isStrict: true, cancellation) is not { } config)
        {
            return ExitCode.InvalidConfiguration;
        }

        await _output.WriteLineAsync(ConfigurationSummary.Describe(FileOf(arguments), config));
        return ExitCode.Ok;
    }

    /// <param name="arguments">What the operator said.</param>
    /// <param name="isStrict">Whether a plugin that is missing or cannot be used is an error: for who checks the
    /// file, it is; who runs it would rather have a gateway with a failed check than none.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task<GatewayConfig?> LoadAsync(
        ParseResult arguments, bool isStrict, CancellationToken cancellation)
    {
        var file = FileOf(arguments);
        var trial = new PluginTrial(isStrict);
        var request = new ConfigurationRequest(file, InstalledPlugins.In)
        {
            NodeName = arguments.GetValue(NodeOption),
            TryCheck = trial.RunAsync,
            TryNotify = trial.RunAsync,
            RequiresPlugins = isStrict,
        };
        var result = await ConfigurationFile.LoadAsync(request, cancellation);
        foreach (var error in result.Errors)
        {
            await _error.WriteLineAsync(error.ToString());
        }

        if (result.Config is null)
        {
            var count = Counted.Of(result.Errors.Length, "error");
            await _error.WriteLineAsync($"{file} has {count}; nothing was started.");
        }

        return result.Config;
    }

    private static string FileOf(ParseResult arguments) => arguments.GetValue(ConfigOption) ?? DefaultFile.Find();
}
