using System.Collections.Immutable;
using Gateway.Plugins;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Tries every check and action with its plugin, many at once: one that hangs keeps no other
/// waiting.</summary>
/// <param name="request">How to try one.</param>
/// <param name="folder">The plugins folder, absolute.</param>
/// <param name="installed">The plugins there; others are not tried.</param>
internal sealed class PluginTrials(ConfigurationRequest request, string folder, IReadOnlySet<string> installed)
{
    private const int MostAtOnce = 64;

    /// <summary>Tries them.</summary>
    /// <returns>What is wrong: of the checks, then of the actions, each in its order.</returns>
    public async Task<ImmutableArray<ConfigError>> RunAsync(
        ImmutableArray<HealthCheckConfig> checks, ImmutableArray<NotifyConfig> actions, CancellationToken cancellation)
    {
        Trial[] trials =
        [
            .. checks.Where(check => request.TryCheck is not null && installed.Contains(check.Plugin))
                .Select(check => new Trial(
                    $"HealthChecks:{check.Name}", check.Plugin, stop => request.TryCheck!(folder, check, stop))),
            .. actions.Where(action => request.TryNotify is not null && installed.Contains(action.Plugin))
                .Select(action => new Trial(
                    $"Notify:{action.Name}", action.Plugin, stop => request.TryNotify!(folder, action, stop))),
        ];
        var problems = new IReadOnlyList<SettingsProblem>[trials.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, trials.Length, options, async (index, stop) =>
            problems[index] = await trials[index].RunAsync(stop));
        return
        [
            .. trials.Zip(problems).SelectMany(tried => tried.Second.Select(
                problem => PluginProblem.At(tried.First.Owner, tried.First.Plugin, problem))),
        ];
    }

    private sealed record Trial(
        string Owner, string Plugin, Func<CancellationToken, Task<IReadOnlyList<SettingsProblem>>> RunAsync);
}
