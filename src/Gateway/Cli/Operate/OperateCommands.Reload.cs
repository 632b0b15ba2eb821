using System.CommandLine;
using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Configuration.Reload;

namespace Gateway.Cli.Operate;

/// <content><c>gateway reload</c>.</content>
internal sealed partial class OperateCommands
{
    private const string ReloadDescription = """
        Read the configuration again, wait until it is in force, and say what has changed, or what is wrong with it:
        then nothing has changed. What was taken up as soon as it was saved is said, too.

        As ExecReload= of the service it finds the socket in the copy of what runs.

        Example:
          gateway reload

        Exit codes: 0 in force, 2 the configuration is invalid, 1 anything else.
        """;

    private Command BuildReload()
    {
        var command = New("reload", ReloadDescription);
        command.SetAction(ReloadAsync);
        return command;
    }

    private async Task<int> ReloadAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var kept = arguments.GetValue(SocketOption) is null ? LastGoodCopy.OfMachine?.FindSocket() : null;
        if (kept?.Equals(AdminConfig.NoSocket, StringComparison.OrdinalIgnoreCase) == true)
        {
            await error.WriteLineAsync(
                "Admin:Socket is off: the gateway cannot be asked to reload. It takes up a file when it is saved, and "
                + "at a signal: systemctl kill --kill-whom=main --signal=HUP gateway");
            return ExitCode.Failure;
        }

        using var client = kept is null
            ? Connect(arguments)
            : new AdminClient(Path.GetFullPath(kept, Path.GetDirectoryName(DefaultFile.System)!));
        return await AskAsync(
            arguments, client, one => one.PostAsync("/api/reload", cancellation),
            AdminJson.Default.ReloadReport, new ReloadText(_paint, time).Describe,
            report => report.Errors.IsEmpty ? ExitCode.Ok : ExitCode.InvalidConfiguration);
    }
}
