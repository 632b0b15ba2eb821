using Gateway.Configuration;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Health;

/// <summary>Tries a configured check without using it: loads its plugin, gives it its settings, and takes it away
/// again.</summary>
internal static class PluginTrial
{
    /// <summary>Everything that is wrong with the plugin or with the settings; nothing when the check could
    /// run.</summary>
    /// <param name="folder">The plugins folder.</param>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<SettingsProblem>> RunAsync(
        string folder, HealthCheckConfig check, CancellationToken cancellationToken)
    {
        await using var plugins = new PluginHost(
            new PluginCatalog(folder), new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);
        try
        {
            _ = await plugins.CreateHealthCheckAsync(check.Plugin, check.Name, check.Settings, cancellationToken);
            return [];
        }
        catch (PluginException wrong)
        {
            return wrong.Problems;
        }
    }
}
