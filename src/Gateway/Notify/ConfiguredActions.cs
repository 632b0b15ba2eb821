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

    /// <summary>Makes all of them, for the start. One whose plugin cannot be used is one that tells nobody, until the
    /// plugin is mended.</summary>
    public async Task OpenAsync(GatewayConfig config, CancellationToken cancellationToken)
    {
        foreach (var action in config.Notify)
        {
            Running = Running.Add((action, await plugins.OpenNotifyActionAsync(
                action.Plugin, action.Name, action.Settings, cancellationToken)));
        }
    }

    /// <summary>Makes those that another configuration asks for and that do not run as it says.</summary>
    /// <returns>What is to run; for <see cref="Take"/>.</returns>
    /// <exception cref="PluginException">A plugin cannot be used; nothing is left behind.</exception>
    public async Task<Staged<(NotifyConfig Config, INotifyAction Action)>> StageAsync(
        GatewayConfig next, ConfigurationChanges changes, CancellationToken cancellationToken)
    {
        var running = Running.ToDictionary(entry => entry.Config.Name);
        var same = changes.Notify.Where(change => change.Kind == ChangeKind.Unchanged)
            .Select(change => change.Name).ToHashSet();
        var staged = new Staged<(NotifyConfig Config, INotifyAction Action)>(Running, entry => entry.Action);
        try
        {
            foreach (var action in next.Notify)
            {
                staged.Add(same.Contains(action.Name)
                    ? running[action.Name]
                    : (action, await plugins.CreateNotifyActionAsync(
                        action.Plugin, action.Name, action.Settings, cancellationToken)));
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
}
