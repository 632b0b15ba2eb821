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
    // Less than a plugin may take to start: it is started for good after the trial, and the address waits for both.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Everything that is wrong with the plugin or with the settings; nothing when the check could
    /// run.</summary>
    /// <param name="folder">The plugins folder.</param>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<SettingsProblem>> RunAsync(
        string folder, HealthCheckConfig check, CancellationToken cancellationToken) => RunAsync(
            folder,
            (plugins, stop) => plugins.CreateHealthCheckAsync(check.Plugin, check.Name, check.Settings, stop),
            cancellationToken);

    /// <summary>Everything that is wrong with the plugin or with the settings; nothing when the action could
    /// run.</summary>
    public Task<IReadOnlyList<SettingsProblem>> RunAsync(
        string folder, NotifyConfig action, CancellationToken cancellationToken) => RunAsync(
            folder,
            (plugins, stop) => plugins.CreateNotifyActionAsync(action.Plugin, action.Name, action.Settings, stop),
            cancellationToken);

    private async Task<IReadOnlyList<SettingsProblem>> RunAsync(
        string folder, Func<PluginHost, CancellationToken, Task> createAsync, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(isStrict ? Timeout.InfiniteTimeSpan : Patience);
        await using var plugins = new PluginHost(
            PluginFolder.Of(folder), new PluginThreads(), NullLoggerFactory.Instance, TimeProvider.System);
        try
        {
            await createAsync(plugins, patience.Token);
            return [];
        }
        catch (PluginException wrong)
        {
            return isStrict || wrong.IsOfSettings ? wrong.Problems : [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Its settings may be right: who runs it says that it hangs.
            return [];
        }
    }
}
