namespace Gateway.Configuration.Reload;

/// <summary>What runs, and what became of reloads.</summary>
/// <param name="Hash">The configuration in force: <see cref="ConfigurationHash"/>.</param>
/// <param name="WasLastTakenUp">Whether the last reload was taken up. The start counts.</param>
/// <param name="LastAt">When that was.</param>
/// <param name="InForceSince">When the configuration in force was taken up.</param>
/// <param name="TakenUp">How many reloads were taken up; not the start.</param>
/// <param name="Refused">How many were refused.</param>
internal sealed record ReloadStatus(
    string Hash, bool WasLastTakenUp, DateTimeOffset LastAt, DateTimeOffset InForceSince, long TakenUp, long Refused)
{
    /// <summary>Before the start.</summary>
    public static ReloadStatus None { get; } = new("", false, default, default, 0, 0);
}
