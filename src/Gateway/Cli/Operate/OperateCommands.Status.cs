using System.CommandLine;
using System.Text;
using Gateway.Admin;

namespace Gateway.Cli.Operate;

/// <content><c>gateway status</c>.</content>
internal sealed partial class OperateCommands
{
    private const string StatusDescription = """
        Show what the running gateway is and does: who is Master and why, priorities as the sum of their parts, the peer
        that was heard last, checks, destinations, certificates, lateness.

        Examples:
          gateway status
          gateway status --watch
          gateway status --check
          gateway status --json | jq .instances

        Exit codes: 0 done, 1 no gateway answers. With --check, as plugins of Nagios: 0 OK, 1 WARNING, 2 CRITICAL (also
        when no gateway answers), 3 UNKNOWN.
        """;

    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    private Command BuildStatus()
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it anew every second, until Ctrl+C." };
        var check = new Option<bool>("--check") { Description = "One line and an exit code, for monitoring." };
        var command = New("status", StatusDescription);
        command.Add(watch);
        command.Add(check);
        command.SetAction((arguments, cancellation) =>
            arguments.GetValue(check) ? CheckAsync(arguments, cancellation)
            : arguments.GetValue(watch) ? WatchAsync(arguments, cancellation)
            : ShowStatusAsync(arguments, "", cancellation));
        return command;
    }

    private Task<int> ShowStatusAsync(
        ParseResult arguments, string before, CancellationToken cancellation) => ShowAsync(
        arguments, client => client.GetAsync("/api/status", cancellation), AdminJson.Default.StatusReport,
        status => before + new StatusText(_paint, time.LocalTimeZone).Describe(status));

    private async Task<int> WatchAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var code = ExitCode.Ok;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                code = await ShowStatusAsync(arguments, _paint.Clear, cancellation);
                await Task.Delay(WatchPeriod, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }

        return code;
    }

    private async Task<int> CheckAsync(ParseResult arguments, CancellationToken cancellation)
    {
        using var client = Connect(arguments);
        try
        {
            var answer = await client.GetAsync("/api/status", cancellation);
            var (line, code) = StatusCheck.Judge(client.Read(answer, AdminJson.Default.StatusReport));
            await output.WriteLineAsync(arguments.GetValue(JsonOption) ? Encoding.UTF8.GetString(answer) : line);
            return code;
        }
        catch (NoGatewayException nobody)
        {
            var (line, code) = StatusCheck.Judge(nobody);
            await output.WriteLineAsync(line);
            return code;
        }
    }
}
