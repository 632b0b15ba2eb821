using System.Globalization;
using Gateway.Plugins;

namespace Processes;

/// <summary>Looks into <c>/proc</c> for a process.</summary>
public sealed class ProcessCheck : HealthCheck<ProcessSettings>
{
    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (Settings is { Name: null, PidFile: null })
        {
            yield return new("", "needs Name, PidFile or both");
        }

        if (Settings.Name is { } name && (name.Length == 0 || name.Contains('/', StringComparison.Ordinal)))
        {
            yield return new("Name", $"must be a file name such as \"haproxy\", without a folder, not \"{name}\"");
        }

        if (Settings.PidFile is { } path && !Path.IsPathFullyQualified(path))
        {
            yield return new("PidFile", $"\"{path}\" is not an absolute path, such as \"/run/haproxy.pid\"");
        }

        if (Settings.Minimum < 0)
        {
            yield return new("Minimum", $"must be 0 or more, not {Settings.Minimum}");
        }

        if (Settings is { Minimum: 0, Maximum: null })
        {
            yield return new("Minimum", "is 0 without a Maximum: any number would be well");
        }

        if (Settings.Maximum < Settings.Minimum)
        {
            yield return new("Maximum", $"must be Minimum ({Settings.Minimum}) or more, not {Settings.Maximum}");
        }

        if (Settings.PidFile is not null && (Settings.Minimum != 1 || Settings.Maximum is not null))
        {
            yield return new("PidFile", "names one process: leave Minimum and Maximum out");
        }
    }

    /// <inheritdoc/>
    public override Task<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<HealthResult>(cancellationToken)
            : Task.FromResult(Settings.PidFile is { } path ? ByFile(path) : ByName());

    private HealthResult ByFile(string path)
    {
        string text;
        try
        {
            text = File.ReadLines(path).FirstOrDefault("").Trim();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return HealthResult.Unhealthy(failed.Message);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
        {
            return HealthResult.Unhealthy($"{path} does not begin with a process number");
        }

        return RunningProcess.TryRead(id) is not { } process ? HealthResult.Unhealthy($"process {id} does not run")
            : Settings.Name is { } name && !process.IsNamed(name)
                ? HealthResult.Unhealthy($"process {id} is {process.Name}, not {name}")
            : HealthResult.Healthy($"process {id} runs");
    }

    private HealthResult ByName()
    {
        var count = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && RunningProcess.TryRead(id)?.IsNamed(Settings.Name!) == true)
            {
                count++;
            }
        }

        return count < Settings.Minimum ? HealthResult.Unhealthy($"{count} run, {Settings.Minimum} must")
            : count > Settings.Maximum ? HealthResult.Unhealthy($"{count} run, {Settings.Maximum} may")
            : HealthResult.Healthy($"{count} run");
    }
}
