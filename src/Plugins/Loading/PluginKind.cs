namespace Gateway.Plugins.Loading;

/// <summary>What a plugin is for.</summary>
internal enum PluginKind
{
    /// <summary>It checks: <see cref="IHealthCheck"/>, under <c>HealthChecks</c>.</summary>
    HealthCheck,

    /// <summary>It tells: <see cref="INotifyAction"/>, under <c>Notify</c>.</summary>
    NotifyAction,
}
