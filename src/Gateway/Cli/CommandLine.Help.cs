using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Cli.Operate;

namespace Gateway.Cli;

/// <content>What <c>gateway --help</c> says.</content>
internal sealed partial class CommandLine
{
    private const string Description = """
        Edge load balancer: reverse proxy, virtual IP addresses (VRRP) and health checks in one process.

        Examples:
          gateway check --config /etc/gateway/appsettings.json
          gateway check --config config/appsettings.json --node edge-b --strict
          gateway check --explain
          gateway plan
          gateway run --config /etc/gateway/appsettings.json
          gateway route https://app.example.com/login
          gateway config show
          gateway doctor
          gateway import /etc/keepalived/keepalived.conf
          gateway status
          gateway drain

        Exit codes: 0 fine, 1 anything else, 2 invalid configuration. Others have a meaning of their own:
          gateway plan            0 nothing changes, 3 a reload takes the changes up, 4 they need a restart
          gateway import          1 something needs attention, 2 a file cannot be read or written
          gateway doctor          1 warnings, 2 failures
          gateway status --check  as plugins of Nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN
        """;

    private const string RunDescription = """
        Run the gateway in the foreground until SIGTERM or Ctrl+C.

        SIGHUP reads the files again. SIGUSR2 ends it and leaves the addresses to the next one on this machine.

        Examples:
          gateway run --config /etc/gateway/appsettings.json
          gateway run --node edge-a --log-format json --log-level debug

        Exit codes: 0 it was stopped, 1 it could not go on, 2 the configuration is invalid and nothing was started.
        """;

    // The mistake alone: a page of help behind it would push it off the screen.
    private async Task<int> CorrectAsync(ParseResult parsed)
    {
        foreach (var line in MistypedLine.Describe(parsed))
        {
            await _error.WriteLineAsync(line);
        }

        var names = new List<string>();
        for (SymbolResult? one = parsed.CommandResult; one is CommandResult command; one = one.Parent)
        {
            names.Insert(0, one.Parent is null ? "gateway" : command.Command.Name);
        }

        await _error.WriteLineAsync($"See: {string.Join(' ', names)} --help");
        return OperateCommands.IsMonitored(parsed) ? StatusCheck.Unknown : ExitCode.Failure;
    }

    // A list of commands has room for a sentence each, and shows every argument as if it had to be there; the rest is
    // for who asks for the help of one.
    private static void Abridge(Command parent)
    {
        foreach (var command in parent.Subcommands)
        {
            var paragraph = (command.Description ?? "").Split("\n\n")[0].ReplaceLineEndings(" ");
            var end = paragraph.IndexOf(". ", StringComparison.Ordinal);
            command.Description = end < 0 ? paragraph : paragraph[..(end + 1)];
            foreach (var optional in command.Arguments.Where(one => one.Arity.MinimumNumberOfValues == 0))
            {
                optional.Hidden = true;
            }
        }
    }
}
