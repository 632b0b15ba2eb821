using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Gateway.Notify;

/// <summary>The notify actions that a configuration asks for.</summary>
/// <param name="plugins">Makes and owns them.</param>
internal sealed class ConfiguredActions(PluginHost plugins)
{
    /// <summary>What runs.</summary>
    public ImmutableArray<(NotifyConfig Config, INotifyAction Action)> Running { get; private set; } = [];

    /// <summary>Makes all of them at once, for the start. One whose plugin cannot be used is one that tells nobody,
    /// until the plugin is mended.</summary>
    public async Task OpenAsync(GatewayConfig config, CancellationToken cancellationToken) =>
        Running = [.. await Task.WhenAll(config.Notify.Select(async action => (action,
            await plugins.OpenNotifyActionAsync(action.Plugin, action.Name, action.Settings, cancellationToken))))];

    /// <summary>Makes those that another configuration asks for and that do not run as it says.</summary>
    /// <returns>What is to run; for <see cref="Take"/>, unless it has errors.</returns>
    public async Task<Staged<(NotifyConfig Config, INotifyAction Action)>> StageAsync(
        GatewayConfig next, ConfigurationChanges changes, CancellationToken cancellationToken)
    {
        var running = Running.ToDictionary(entry => entry.Config.Name);
        var same = changes.Notify.Where(change => change.Kind == ChangeKind.Unchanged)
            .Select(change => change.Name).ToHashSet();
        // All begin BEFORE the first is waited for.
        var making = next.Notify.Select(action => same.Contains(action.Name)
            ? Task.FromResult(running[action.Name])
            : MakeAsync(action, cancellationToken)).ToArray();
        var staged = new Staged<(NotifyConfig Config, INotifyAction Action)>(Running, entry => entry.Action);
        try
        {
            foreach (var (action, made) in next.Notify.Zip(making))
            {
                await staged.AddAsync($"Notify:{action.Name}", action.Plugin, made);
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
    public void Take(Staged<(NotifyConfig Config, INotifyAction Action)> staged)
    {
        Running = staged.Next;
        staged.Commit();
    }

    private async Task<(NotifyConfig Config, INotifyAction Action)> MakeAsync(
        NotifyConfig action, CancellationToken cancellationToken) =>
        (action, await plugins.CreateNotifyActionAsync(
            action.Plugin, action.Name, action.Settings, cancellationToken));
}
