using Gateway.Plugins;
using Shared.Scripts;

namespace Script;

/// <summary>Runs a command: exit code 0 is healthy, everything else is not. The first lines of its output say
/// why.</summary>
public sealed class ScriptCheck : HealthCheck<ScriptSettings>
{
    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate() => ScriptRules.Problems(Settings.Command, Settings.User);

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var script = ScriptProcess.Start(
            Settings.Command, Settings.User, [KeyValuePair.Create("GATEWAY_CHECK", Context.Name)]);
        var (code, output) = await script.FinishAsync(Leftovers.Die, cancellationToken);
        var ended = $"exit code {code}";
        return code == 0
            ? HealthResult.Healthy(output.Length > 0 ? output : ended)
            : HealthResult.Unhealthy(output.Length > 0 ? $"{ended}: {output}" : ended);
    }
}
