using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Builds the name of a plugin where the file uses one.</summary>
/// <param name="folder">Where the plugins are, for messages.</param>
/// <param name="installed">The plugins there; null to take any name for good.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class PluginName(string folder, IReadOnlySet<string>? installed, List<ConfigError> errors)
{
    /// <summary>Takes the name.</summary>
    /// <param name="path">Where it stands in the file.</param>
    /// <param name="plugin">The name; null when there is none, which is an error.</param>
    /// <param name="purpose">What the plugin is for: "that checks, for example ...".</param>
    public string Build(string path, string? plugin, string purpose)
    {
        if (plugin is null)
        {
            errors.Add(new(path, $"required: the plugin {purpose}."));
        }
        else if (installed?.Contains(plugin) == false)
        {
            errors.Add(new(path, installed.Count == 0
                ? $"there is no plugin \"{plugin}\": no plugin is installed in {folder}."
                : $"there is no plugin \"{plugin}\" in {folder}; {NearestName.Hint(plugin, installed)}"));
        }

        return plugin ?? "";
    }
}
