using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Plugins.Loading;
using Gateway.Proxy;

namespace Gateway.Health;

/// <summary>The checks that a configuration asks for: the built-in ones, then those of plugins.</summary>
/// <param name="plugins">Makes and owns them.</param>
/// <param name="proxy">What the built-in ones look at.</param>
internal sealed class ConfiguredChecks(PluginHost plugins, ProxyServer proxy)
{
    /// <summary>What runs.</summary>
    public ImmutableArray<ScheduledCheck> Running { get; private set; } = [];

    /// <summary>Makes all of them at once, for the start. One whose plugin cannot be used is one that fails, until the
    /// plugin is mended.</summary>
    public async Task OpenAsync(GatewayConfig config, CancellationToken cancellationToken)
    {
        var opened = await Task.WhenAll(config.HealthChecks.Select(async check => ScheduledCheck.From(
            check, await plugins.OpenHealthCheckAsync(check.Plugin, check.Name, check.Settings, cancellationToken))));
        Running = [.. BuiltInChecks.For(config, proxy), .. opened];
    }

    /// <summary>Makes those that another configuration asks for and that do not run as it says.</summary>
    /// <returns>What is to run; for <see cref="Take"/>, unless it has errors.</returns>
    public async Task<Staged<ScheduledCheck>> StageAsync(
        GatewayConfig next, ConfigurationChanges changes, CancellationToken cancellationToken)
    {
        var running = Running.ToDictionary(check => check.Name);
        var same = changes.HealthChecks.Where(change => change.Kind == ChangeKind.Unchanged)
            .Select(change => change.Name).ToHashSet();
        // All begin BEFORE the first is waited for.
        var making = next.HealthChecks.Select(check => same.Contains(check.Name)
            ? Task.FromResult(running[check.Name])
            : MakeAsync(check, cancellationToken)).ToArray();
        var staged = new Staged<ScheduledCheck>(Running, check => check.Check);
        try
        {
            foreach (var check in BuiltInChecks.For(next, proxy))
            {
                staged.Add(running.GetValueOrDefault(check.Name, check));
            }

            foreach (var (check, made) in next.HealthChecks.Zip(making))
            {
                await staged.AddAsync($"HealthChecks:{check.Name}", check.Plugin, made);
            }

            return staged;
        }
        catch
        {
            await staged.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes over what is to run.</summary>
    public void Take(Staged<ScheduledCheck> staged)
    {
        Running = staged.Next;
        staged.Commit();
    }

    private async Task<ScheduledCheck> MakeAsync(HealthCheckConfig check, CancellationToken cancellationToken) =>
        ScheduledCheck.From(check, await plugins.CreateHealthCheckAsync(
            check.Plugin, check.Name, check.Settings, cancellationToken));
}
