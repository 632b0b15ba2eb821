namespace Gateway.Plugins;

/// <summary>Says whether something this machine needs is well. Its word moves the priority of virtual routers that
/// track it.</summary>
/// <remarks>
/// The life of a check, step by step:
/// <list type="number">
/// <item><description>Constructor: public, without parameters, without effects.</description></item>
/// <item><description><see cref="Configure"/>: takes its settings; may build clients, no traffic.</description></item>
/// <item><description><see cref="Validate"/>: names all that is wrong with the settings, at once.</description></item>
/// <item><description><see cref="CheckAsync"/>: again and again, never two at a time.</description></item>
/// <item><description><see cref="IAsyncDisposable.DisposeAsync"/>: once, after the last check has returned. Works after
/// any step, a failed one too.</description></item>
/// </list>
/// The host calls every step on threads of its own, so that a step that blocks or throws harms this check only: it then
/// counts as failed. A plugin's DLL holds exactly one public type that implements this interface. Most checks derive
/// from <see cref="HealthCheck{TSettings}"/>.
/// </remarks>
public interface IHealthCheck : IAsyncDisposable
{
    /// <summary>Step 2: takes the settings.</summary>
    /// <exception cref="SettingsException">The settings do not have the right form.</exception>
    void Configure(HealthCheckContext context);

    /// <summary>Step 3: names everything that is wrong with the settings. Reads files if it must; asks no
    /// network.</summary>
    /// <returns>The problems; empty when the check can be used.</returns>
    IEnumerable<SettingsProblem> Validate();

    /// <summary>Step 4: looks once.</summary>
    /// <param name="cancellationToken">Cancelled at the timeout and when the host stops. A check that goes on
    /// regardless counts as failed, and is not called again until it returns.</param>
    /// <returns>What it saw. An exception counts as failed, with the exception's message as text.</returns>
    Task<HealthResult> CheckAsync(CancellationToken cancellationToken);
}
