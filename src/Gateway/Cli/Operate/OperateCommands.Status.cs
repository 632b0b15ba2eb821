using System.CommandLine;
using Gateway.Admin;
using Gateway.Vrrp.Linux;

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
        when no gateway answers), 3 UNKNOWN; with --json the status has it as .verdict.
        """;

    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    private static readonly Option<bool> CheckOption = new("--check")
    {
        Description = "One line and an exit code, for monitoring.",
    };

    /// <summary>Whether monitoring asks, to which the exit code 1 of a mistyped command would be a warning.</summary>
    public static bool IsMonitored(ParseResult arguments) => arguments.GetResult(CheckOption) is { Implicit: false };

    private Command BuildStatus()
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it anew every second, until Ctrl+C." };
        var command = New("status", StatusDescription);
        command.Add(watch);
        command.Add(CheckOption);
        command.Validators.Add(result =>
        {
            if (result.GetValue(watch) && result.GetValue(CheckOption))
            {
                result.AddError("--check says one line and ends; --watch goes on for ever: use one of them.");
            }
        });
        command.SetAction((arguments, cancellation) =>
            arguments.GetValue(CheckOption) ? CheckAsync(arguments, cancellation)
            : arguments.GetValue(watch) ? WatchAsync(arguments, cancellation)
            : ShowStatusAsync(arguments, text => text, cancellation));
        return command;
    }

    private Task<int> ShowStatusAsync(
        ParseResult arguments, Func<string, string> frame, CancellationToken cancellation) => ShowAsync(
        arguments, client => client.GetAsync("/api/status", cancellation), AdminJson.Default.StatusReport,
        status => frame(new StatusText(_paint, time.LocalTimeZone).Describe(status)));

    private async Task<int> WatchAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var code = ExitCode.Ok;
        try
        {
            // Who reads a pipe may have seen enough.
            while (!cancellation.IsCancellationRequested && !OutputPipe.IsBroken)
            {
                code = await ShowStatusAsync(arguments, _paint.Screen, cancellation);
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
            await output.WriteLineAsync(
                arguments.GetValue(JsonOption) ? StatusCheck.Json(line, code, answer) : line);
            return code;
        }
        catch (NoGatewayException nobody)
        {
            var (line, code) = StatusCheck.Judge(nobody);
            await output.WriteLineAsync(
                arguments.GetValue(JsonOption) ? StatusCheck.Json(line, code, "{}"u8) : line);
            return code;
        }
    }
}
