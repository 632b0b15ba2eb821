using Gateway.Plugins;

namespace MyPlugin;

/// <summary>The keys of "Settings" in the configuration.</summary>
public sealed class MyPluginSettings
{
    public required string Path { get; init; }
}

/// <summary>Looks, says what it sees in one line, and ends soon when it is cancelled.</summary>
public sealed class MyPluginCheck : HealthCheck<MyPluginSettings>
{
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (!System.IO.Path.IsPathFullyQualified(Settings.Path))
        {
            yield return new("Path", $"\"{Settings.Path}\" is not an absolute path");
        }
    }

    public override Task<HealthResult> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(Settings.Path)
            ? HealthResult.Healthy()
            : HealthResult.Unhealthy($"{Settings.Path} does not exist"));
}
