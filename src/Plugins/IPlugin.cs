namespace Gateway.Plugins;

/// <summary>What health checks and notify actions have in common: how they begin and end.</summary>
/// <remarks>
/// Their life, step by step:
/// <list type="number">
/// <item><description>Constructor: public, without parameters, without effects.</description></item>
/// <item><description><see cref="Configure"/>: takes its settings; may build clients, no traffic.</description></item>
/// <item><description><see cref="Validate"/>: names all that is wrong with the settings, at once.</description></item>
/// <item><description>Use: <see cref="IHealthCheck.CheckAsync"/> or <see cref="INotifyAction.NotifyAsync"/>, again and
/// again, never two at a time.</description></item>
/// <item><description><see cref="IAsyncDisposable.DisposeAsync"/>: once, after the last use has returned. Works after
/// any step, a failed one too.</description></item>
/// </list>
/// The host calls every step on threads of its own, so that a step that blocks or throws harms nobody else. A plugin's
/// DLL holds exactly one public type that implements <see cref="IHealthCheck"/> or <see cref="INotifyAction"/>. Most
/// derive from <see cref="HealthCheck{TSettings}"/> or <see cref="NotifyAction{TSettings}"/>.
/// </remarks>
public interface IPlugin : IAsyncDisposable
{
    /// <summary>Step 2: takes the settings.</summary>
    /// <exception cref="SettingsException">The settings do not have the right form.</exception>
    void Configure(PluginContext context);

    /// <summary>Step 3: names everything that is wrong with the settings. Reads files if it must; asks no
    /// network.</summary>
    /// <returns>The problems; empty when it can be used.</returns>
    IEnumerable<SettingsProblem> Validate();
}
