using Gateway.Plugins;

namespace MyPlugin;

/// <summary>The keys of "Settings" in the configuration.</summary>
public sealed class MyPluginSettings
{
    public required string Path { get; init; }
}

/// <summary>Tells it once. An exception means that it was not told: the gateway tries again.</summary>
public sealed class MyPluginAction : NotifyAction<MyPluginSettings>
{
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (!System.IO.Path.IsPathFullyQualified(Settings.Path))
        {
            yield return new("Path", $"\"{Settings.Path}\" is not an absolute path");
        }
    }

    public override Task NotifyAsync(Notification notification, CancellationToken cancellationToken) =>
        File.AppendAllTextAsync(
            Settings.Path,
            $"{notification.At:u} {notification.Subject} is {notification.Kind}: {notification.Reason}\n",
            cancellationToken);
}
