using System.CommandLine;
using Gateway.Cli.Answers;
using Gateway.Configuration;
using Gateway.Configuration.Reading;
using Gateway.Configuration.Reload;
using Gateway.Planning;
using Gateway.Tls;

namespace Gateway.Cli;

/// <content><c>gateway plan</c>.</content>
internal sealed partial class CommandLine
{
    private const string PlanDescription = """
        Say what a reload would change, and what that means; change nothing.

        It compares the file with the configuration that ran last, of which a gateway keeps a copy where STATE_DIRECTORY
        is set, or with another file.

        Examples:
          gateway plan
          gateway plan --config new.json --against old.json
          gateway plan --json | jq .changes

        Exit codes: 0 nothing changes, 3 a reload takes the changes up, 4 they need a restart, 2 the file is invalid
        or names an interface that this machine has not, 1 there is nothing to compare it with.
        """;

    private static readonly Option<string?> AgainstOption = new("--against", "-a")
    {
        Description = "The old file: an earlier version of the file, in its place. "
            + "[default: the copy of what ran last]",
        HelpName = "FILE",
    };

    private Command BuildPlan()
    {
        var plan = new Command("plan", PlanDescription)
        {
            ConfigOption, AgainstOption, NodeOption, SetOption, JsonOption,
        };
        plan.SetAction(PlanAsync);
        return plan;
    }

    private async Task<int> PlanAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var request = RequestOf(arguments, toRun: true);
        var (against, old) = await LoadOldAsync(arguments.GetValue(AgainstOption), request, cancellation);
        // As a reload does.
        var serving = old?.Config?.CertificateFolders ?? [];
        var tryNew = CertificateTrial.Besides(() => serving, CertificateTrial.Run);
        var next = await ConfigurationFile.LoadAsync(request with { TryCertificates = tryNew }, cancellation);
        if (arguments.GetValue(AgainstOption) is null)
        {
            next = Judge(old, next);
        }

        var isJson = arguments.GetValue(JsonOption);
        if (next.Config is null && isJson)
        {
            await _output.WriteAsync(
                AnswerJson.Write(PlanAnswer.Refused(against, next), AnswerJson.Readable.PlanAnswer));
            return ExitCode.InvalidConfiguration;
        }

        if (!await IsAcceptedAsync(arguments, next))
        {
            return ExitCode.InvalidConfiguration;
        }

        if (old?.Config is null)
        {
            await RefuseOldAsync(against, old);
            return ExitCode.Failure;
        }

        var (plan, node) = (Plan.Between(old, next), next.Config!.NodeName);
        await _output.WriteAsync(isJson
            ? AnswerJson.Write(PlanAnswer.Of(against!, node, plan), AnswerJson.Readable.PlanAnswer)
            : $"Against {against}, for node {node}:\n\n{PlanText.Describe(plan)}");
        return plan.IsEmpty ? ExitCode.Ok : plan.NeedsRestart ? ExitCode.ChangesNeedRestart : ExitCode.Changes;
    }

    // What ran is not tried again: a plugin may be gone meanwhile.
    private static async Task<(string? Path, ConfigurationResult? Old)> LoadOldAsync(
        string? file, ConfigurationRequest request, CancellationToken cancellation)
    {
        var untried = request with { TryCheck = null, TryNotify = null };
        return file is not null
                ? (file, await ConfigurationFile.LoadAsync(untried with { ReadFrom = file }, cancellation))
            : LastGoodCopy.Kept is { } copy ? (copy.Path, await copy.LoadAsync(untried, cancellation))
            : (null, null);
    }

    // By what a reload finds on this machine, of which the copy is: two files may be another's.
    private static ConfigurationResult Judge(ConfigurationResult? old, ConfigurationResult next)
    {
        if (old?.Config is not { } ran || next.Config is not { } config
            || ConfigurationChanges.Between(ran, config).Refusal is not null)
        {
            return next;
        }

        var positions = new PathPositions(next.Root!);
        return AbsentInterfaces.Between(ran.Vrrp, config.Vrrp, static _ => { }) is not { IsEmpty: false } absent
            ? next
            : next with
            {
                Config = null,
                Errors = [.. absent.Select(error => new ConfigurationError(
                    positions.Find(error.Path), error.Path, error.Message))],
            };
    }

    private async Task RefuseOldAsync(string? against, ConfigurationResult? old)
    {
        foreach (var error in old?.Errors ?? [])
        {
            await _error.WriteLineAsync(error.ToString());
        }

        await _error.WriteLineAsync(against is null
            ? "There is nothing to compare with: no gateway has kept a copy of what it runs in "
                + $"{string.Join(" or ", LastGoodCopy.Places.Select(copy => copy.Path))} (it does where "
                + "STATE_DIRECTORY is set), or you may not see it; name the old file with --against, or run as root."
            : !IsReadable(old!)
                ? $"There is nothing to compare with: {against} cannot be read; name the old file with --against."
                : $"{against} cannot be compared with: it is no valid configuration; name another file with "
                    + "--against.");
    }

    // What cannot be read has no line.
    private static bool IsReadable(ConfigurationResult result) => result.Errors.Any(error => error.Position.Line > 0);
}
