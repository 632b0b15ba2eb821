using System.ComponentModel;
using System.Diagnostics;
using Gateway.Plugins;

namespace Systemd;

/// <summary>Asks systemd for the state of a unit.</summary>
public sealed class SystemdCheck : HealthCheck<SystemdSettings>
{
    private const int AnswerCharacters = 400;

    private static readonly string[] KnownStates =
        ["active", "reloading", "refreshing", "inactive", "failed", "activating", "deactivating", "maintenance"];

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (Settings.Unit.Length == 0 || Settings.Unit[0] == '-' || Settings.Unit.Any(IsStrange))
        {
            yield return new("Unit", $"\"{Settings.Unit}\" is not the name of a unit such as \"nginx.service\"");
        }

        if (Settings.States.Count == 0)
        {
            yield return new("States", "is empty; leave it out for active and reloading");
        }

        foreach (var (index, state) in Settings.States.Index())
        {
            if (!KnownStates.Contains(state))
            {
                var known = string.Join(", ", KnownStates);
                yield return new($"States:{index}", $"must be one of {known}, not \"{state}\"");
            }
        }

        if (!Path.IsPathFullyQualified(Settings.Systemctl) || !File.Exists(Settings.Systemctl))
        {
            yield return new("Systemctl", $"no program {Settings.Systemctl}: is there systemd on this machine?");
        }
    }

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var systemctl = Start();
            return await AskAsync(systemctl, cancellationToken);
        }
        catch (Win32Exception failed)
        {
            return HealthResult.Unhealthy($"{Settings.Systemctl} does not start: {failed.Message}");
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Settings.Systemctl, ["is-active", "--", Settings.Unit])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["LANG"] = "C.UTF-8";
        return Process.Start(start)!;
    }

    private async Task<HealthResult> AskAsync(Process systemctl, CancellationToken cancellationToken)
    {
        try
        {
            systemctl.StandardInput.Close();
            var errors = systemctl.StandardError.ReadToEndAsync(cancellationToken);
            var output = await systemctl.StandardOutput.ReadToEndAsync(cancellationToken);
            await systemctl.WaitForExitAsync(cancellationToken);
            var state = OneLine(output);
            return state.Length == 0 ? HealthResult.Unhealthy($"systemctl says no state: {OneLine(await errors)}")
                : Settings.States.Contains(state) ? HealthResult.Healthy(state)
                : HealthResult.Unhealthy(state);
        }
        finally
        {
            systemctl.Kill(entireProcessTree: true);
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > AnswerCharacters ? line[..AnswerCharacters] + "..." : line;
    }

    private static bool IsStrange(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '/';
}
