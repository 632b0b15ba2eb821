using System.Collections.Immutable;
using System.CommandLine;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux;

namespace Gateway.Cli;

/// <summary><c>gateway release</c>: gives back what a gateway that died still holds on this machine. Not for people:
/// systemd runs it when the gateway has ended (<c>ExecStopPost=</c>).</summary>
/// <param name="requestOf">Where the configuration comes from.</param>
/// <param name="log">Makes the log in which it says what it did, as the guard does.</param>
internal sealed class ReleaseCommand(
    Func<ParseResult, ConfigurationRequest> requestOf, Func<LogSettings, ILoggerFactory> log)
{
    private const string ResultVariable = "SERVICE_RESULT";

    // A gateway that ended in good order has given its addresses away, or has left them to the next one on purpose.
    private const string GoodResult = "success";

    private const string Description = """
        Give back at once what a gateway that died still holds: resign for its virtual routers, remove their addresses.

        For systemd (ExecStopPost=). While a gateway runs, and after a clean stop, nothing is done; nor after a crash
        with "CrashNotice": false, where the next gateway goes on as Master.
        """;

    /// <summary>Builds the command.</summary>
    public Command Build(params Option[] options)
    {
        var command = new Command("release", Description) { Hidden = true };
        Array.ForEach(options, command.Add);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var ended = Environment.GetEnvironmentVariable(ResultVariable);
        if (ended == GoodResult)
        {
            return ExitCode.Ok;
        }

        var result = await LoadAsync(requestOf(arguments), cancellation);
        if (result.Config?.Vrrp is not { } vrrp)
        {
            using var loggers = log(LogOptions.Of(arguments));
            loggers.CreateLogger<ReleaseCommand>().NotReleased(result.Errors[0].ToString());
            return ExitCode.InvalidConfiguration;
        }

        return ended is not null && !vrrp.CrashNotice ? ExitCode.Ok : GiveBack(vrrp, LogOptions.Of(arguments));
    }

    // BEFORE the file: it may have changed since, and been refused.
    private static async Task<ConfigurationResult> LoadAsync(
        ConfigurationRequest request, CancellationToken cancellation)
    {
        // What a plugin has to say costs time, and changes nothing here.
        request = request with { TryCheck = null, TryNotify = null };
        var ran = LastGoodCopy.OfMachine is { } copy ? await copy.LoadAsync(request, cancellation) : null;
        return ran?.Config is not null ? ran : await ConfigurationFile.LoadAsync(request, cancellation);
    }

    // The log AFTER the farewells, for which the peers wait.
    private int GiveBack(VrrpConfig vrrp, LogSettings settings)
    {
        try
        {
            var (removed, refused) = Bequest.GiveBack(vrrp);
            using var loggers = log(settings);
            Tell(loggers.CreateLogger<ReleaseCommand>(), removed, refused);
            return refused.IsEmpty ? ExitCode.Ok : ExitCode.Failure;
        }
        catch (KernelException wrong)
        {
            using var loggers = log(settings);
            loggers.CreateLogger<ReleaseCommand>().Prevented(wrong.Message);
            return ExitCode.Failure;
        }
    }

    private static void Tell(ILogger logger, ImmutableArray<string> removed, ImmutableArray<string> refused)
    {
        if (!removed.IsEmpty)
        {
            logger.Released(string.Join(", ", removed));
        }
        else if (refused.IsEmpty)
        {
            logger.NothingToRelease();
        }

        foreach (var sentence in refused)
        {
            logger.NotReleased(sentence);
        }
    }
}
