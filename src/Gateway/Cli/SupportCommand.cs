using System.Collections.Immutable;
using System.CommandLine;
using Gateway.Admin;
using Gateway.Cli.Operate;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Support;

namespace Gateway.Cli;

/// <summary><c>gateway support</c>: one archive for a bug report, without secrets.</summary>
/// <param name="requestOf">Where the configuration comes from.</param>
/// <param name="output">Where it says what is in the archive.</param>
/// <param name="error">Where errors go.</param>
/// <param name="time">The clock.</param>
internal sealed class SupportCommand(
    Func<ParseResult, ConfigurationRequest> requestOf, TextWriter output, TextWriter error, TimeProvider time)
{
    private const string Description = """
        Put all that a bug report needs into one archive, without secrets. In it are versions, the configuration,
        status, history, metrics, plugins, certificates without keys, what the doctor finds, the last lines of the log,
        and what the kernel says of the network. It works beside a running gateway and without one; what cannot be had
        is named with the reason, here and in the archive's manifest.txt. Run it as root to have it all.

        Every secret of the configuration is taken out, wherever it stands. Nothing of the archive is sent anywhere.

        Exit codes: 0 the archive is written, 1 it cannot be.

        Examples:
          sudo gateway support
          sudo gateway support -o /tmp/report.tar.gz
        """;

    private static readonly Option<string?> FileOption = new("--output", "-o")
    {
        Description = "The archive, a new file. [default: ./gateway-support-NODE-DATE.tar.gz]",
        HelpName = "FILE",
        Validators = { PathRule.CheckFile },
    };

    private static readonly Option<string?> SocketOption = new("--socket")
    {
        Description = "The socket of the gateway. [default: that of the configuration]",
        HelpName = "PATH",
        Validators = { PathRule.CheckSocket },
    };

    private static readonly Option<bool> JsonOption = new("--json") { Description = "For programs: what is in it." };

    /// <summary>What asks the machine's programs.</summary>
    public AskProgram Ask { get; init; } = ProgramRun.RunAsync;

    /// <summary>The copy of what ran last; null when there is none.</summary>
    public LastGoodCopy? Copy { get; init; } = LastGoodCopy.Kept;

    /// <summary>The command for the command line.</summary>
    /// <param name="options">What says which configuration.</param>
    public Command Build(params Option[] options)
    {
        var support = new Command("support", Description) { FileOption, SocketOption, JsonOption };
        Array.ForEach(options, support.Add);
        support.SetAction(RunAsync);
        return support;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        // What a plugin has to say costs time, and the doctor does not need it.
        var request = requestOf(arguments) with { TryCheck = null, TryNotify = null };
        var now = time.GetLocalNow();
        var file = await ConfigurationLook.OfFileAsync(request, cancellation);
        var path = Path.GetFullPath(arguments.GetValue(FileOption)
            ?? SupportArchive.NameOf(file.Result.Config?.NodeName ?? request.NodeName ?? request.HostName, now));
        if (Path.Exists(path))
        {
            await error.WriteLineAsync($"{path} is there already; name another file with --output.");
            return ExitCode.Failure;
        }

        var parts = await CollectAsync(arguments, request, file, now, cancellation);
        var manifest = new Manifest(parts);
        try
        {
            await SupportArchive.WriteAsync(
                path, [SupportPart.Of(Manifest.Name, "this list", manifest.Text()), .. parts], now, cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{path} cannot be written: {refused.Message} Name another with --output.");
            return ExitCode.Failure;
        }

        await output.WriteAsync(arguments.GetValue(JsonOption)
            ? manifest.Json(path)
            : $"{manifest.Text()}\nWritten to {path}, for you alone to read. Secrets of the configuration are hidden "
                + "in it. Nothing of it was sent anywhere: look through it, then attach it to your report.\n");
        return ExitCode.Ok;
    }

    private async Task<ImmutableArray<SupportPart>> CollectAsync(
        ParseResult arguments, ConfigurationRequest request, ConfigurationLook file, DateTimeOffset now,
        CancellationToken cancellation)
    {
        var copy = Copy is { } kept
            ? await ConfigurationLook.OfCopyAsync(kept, request, cancellation)
            : null;
        var configuration = new ConfigurationParts(file, copy);
        var (redaction, gap) = configuration.FindSecrets();
        using var client = new AdminClient(
            arguments.GetValue(SocketOption) is { } socket ? Path.GetFullPath(socket)
            : (file.Result.Config ?? copy?.Result.Config)?.Admin.Socket ?? AdminSocket.DefaultPath);
        return
        [
            EnvironmentPart.Describe(request, now),
            .. configuration.Show(redaction),
            .. configuration.IsKnown
                ? await new GatewayParts(client, redaction).AskAsync(cancellation)
                : GatewayParts.Without($"What it says cannot be cleaned: {gap}"),
            .. await new DoctorParts(redaction).LookAsync(
                file.Result,
                (config, limit) => RunningGatewayLook.AskAsync(arguments.GetValue(SocketOption), config, limit),
                cancellation),
            .. await new NetworkParts(Ask, redaction).AskAsync(cancellation),
            // Of all parts the one that anybody may have written to.
            gap is null
                ? await JournalPart.AskAsync(Ask, redaction, cancellation)
                : JournalPart.Without($"The log cannot be cleaned: {gap}"),
        ];
    }
}
