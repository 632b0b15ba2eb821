using System.CommandLine;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux;

namespace Gateway.Cli;

/// <summary><c>gateway release</c>: gives back what a gateway that died still holds on this machine. Not for people:
/// systemd runs it when the gateway has ended (<c>ExecStopPost=</c>).</summary>
/// <param name="requestOf">Where the configuration comes from.</param>
/// <param name="output">Where it says what it did.</param>
/// <param name="error">Where errors go.</param>
internal sealed class ReleaseCommand(
    Func<ParseResult, ConfigurationRequest> requestOf, TextWriter output, TextWriter error)
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
            await error.WriteLineAsync($"gateway release: {result.Errors[0]} The addresses end with their lease.");
            return ExitCode.InvalidConfiguration;
        }

        return ended is not null && !vrrp.CrashNotice ? ExitCode.Ok : await GiveBackAsync(vrrp);
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

    private async Task<int> GiveBackAsync(VrrpConfig vrrp)
    {
        try
        {
            var (removed, refused) = Bequest.GiveBack(vrrp);
            await output.WriteLineAsync(removed.IsEmpty
                ? "gateway release: the gateway that died holds no address."
                : $"gateway release: the gateway died; removed {string.Join(", ", removed)} and resigned for it.");
            foreach (var sentence in refused)
            {
                await error.WriteLineAsync($"gateway release: {sentence}");
            }

            return refused.IsEmpty ? ExitCode.Ok : ExitCode.Failure;
        }
        catch (KernelException wrong)
        {
            await error.WriteLineAsync($"gateway release: {wrong.Message}");
            return ExitCode.Failure;
        }
    }
}
