using Gateway.Configuration;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Health;

/// <summary>Tries a configured check or action without using it: loads its plugin, gives it its settings, and takes it
/// away again.</summary>
/// <param name="isStrict">Whether a plugin that cannot be used is a problem. Otherwise wrong settings are the only one:
/// a gateway that runs waits for a better plugin, but no plugin mends the file.</param>
internal sealed class PluginTrial(bool isStrict)
{
    /// <summary>Everything that is wrong with the plugin or with the settings; nothing when the check could
    /// run.</summary>
    /// <param name="folder">The plugins folder.</param>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<SettingsProblem>> RunAsync(
        string folder, HealthCheckConfig check, CancellationToken cancellationToken) => RunAsync(
            folder,
            plugins => plugins.CreateHealthCheckAsync(check.Plugin, check.Name, check.Settings, cancellationToken));

    /// <summary>Everything that is wrong with the plugin or with the settings; nothing when the action could
    /// run.</summary>
    public Task<IReadOnlyList<SettingsProblem>> RunAsync(
        string folder, NotifyConfig action, CancellationToken cancellationToken) => RunAsync(
            folder,
            plugins => plugins.CreateNotifyActionAsync(
                action.Plugin, action.Name, action.Settings, cancellationToken));

    private async Task<IReadOnlyList<SettingsProblem>> RunAsync(string folder, Func<PluginHost, Task> createAsync)
    {
        await using var plugins = new PluginHost(
            new PluginCatalog(folder), new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);
        try
        {
            await createAsync(plugins);
            return [];
        }
        catch (PluginException wrong)
        {
            return isStrict || wrong.IsOfSettings ? wrong.Problems : [];
        }
    }
}
