using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Plugins</c>.</summary>
/// <param name="programFolder">Where a relative folder starts.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class PluginsBuilder(string programFolder, List<ConfigError> errors)
{
    private const string DefaultFolder = "plugins";

    /// <summary>Builds the section: the folder, absolute, and how many checks may run at one moment.</summary>
    public (string Folder, int MaxRunning) Build(PluginsOptions? options) =>
        (Path.GetFullPath(BuildFolder(options?.Folder), programFolder), BuildMaxRunning(options?.MaxRunningChecks));

    private string BuildFolder(string? folder)
    {
        if (folder is null || PathText.IsPath(folder))
        {
            return folder ?? DefaultFolder;
        }

        errors.Add(new("Plugins:Folder",
            $"\"{folder}\" cannot be a folder; write for example \"/opt/gateway/plugins\"."));
        return DefaultFolder;
    }

    private int BuildMaxRunning(int? count)
    {
        if (count is < 1 or > 10_000)
        {
            errors.Add(new("Plugins:MaxRunningChecks", $"{count} is out of range; use 1 to 10000."));
        }

        return count ?? GatewayConfig.DefaultMaxRunningChecks;
    }
}
