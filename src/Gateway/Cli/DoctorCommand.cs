using System.CommandLine;
using Gateway.Cli.Operate;
using Gateway.Configuration;
using Gateway.Doctor;
using Gateway.Proxy;

namespace Gateway.Cli;

/// <summary><c>gateway doctor</c>: what is wrong with this machine, and what to type.</summary>
/// <param name="load">Reads the configuration that the arguments name, and says what is wrong with it; null when it is
/// refused.</param>
/// <param name="output">Where the result goes.</param>
internal sealed class DoctorCommand(
    Func<ParseResult, CancellationToken, Task<ConfigurationResult?>> load, TextWriter output)
{
    private const string Description = """
        Look for what is wrong with this machine, and say what to type.

        It looks at capabilities, interfaces, source addresses, settings of the kernel, the firewall (listens for three
        advertisement intervals with and without it, and tries what it lets out), peers that speak otherwise, strangers
        with the same virtual router id, MTU, second owners of addresses, listeners, certificates, clocks, and services
        that take addresses away. A gateway that runs is asked, too, what it has heard, how late it was, and whether it
        has refused its files; the doctor says whether one answered. It changes nothing. Run it as root: who may not
        open a packet socket cannot listen.

        Exit codes: 0 nothing is wrong, 1 warnings, 2 failures, or an invalid configuration.

        Examples:
          gateway doctor
          gateway doctor --json
        """;

    private static readonly Option<bool> Json = new("--json") { Description = "For programs: an array of findings." };

    private static readonly Option<string?> Socket = new("--socket")
    {
        Description = "The socket of the gateway. [default: that of the configuration]",
        HelpName = "PATH",
        Validators = { PathRule.CheckSocket },
    };

    /// <summary>The command for the command line.</summary>
    /// <param name="options">What says which configuration.</param>
    public Command Build(params Option[] options)
    {
        var doctor = new Command("doctor", Description) { Json, Socket };
        foreach (var option in options)
        {
            doctor.Add(option);
        }

        doctor.SetAction(RunAsync);
        return doctor;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        if (await load(arguments, cancellation) is not { Config: { } config } result)
        {
            return ExitCode.InvalidConfiguration;
        }

        // AFTER the look, which takes its time: what it says is of now.
        var view = await new MachineLook(config) { IsTaken = ListenSocket.IsTaken }.LookAsync(cancellation);
        var running = await RunningGatewayLook.AskAsync(arguments.GetValue(Socket), config, cancellation);
        var findings = Diagnosis.Of(result, view with { Running = running });
        await output.WriteAsync(arguments.GetValue(Json)
            ? DoctorReport.Json(findings)
            : $"{DoctorReport.Text(findings)}{running.Sentence}\n");
        return DoctorReport.ExitCodeOf(findings);
    }
}
