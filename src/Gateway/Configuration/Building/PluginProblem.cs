using Gateway.Plugins;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Says where in the file a plugin's problem stands.</summary>
internal static class PluginProblem
{
    /// <summary>Locates one: what is wrong with no setting is wrong with the plugin.</summary>
    /// <param name="owner">The check or action: <c>HealthChecks:uplink</c>.</param>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="problem">What is wrong.</param>
    public static ConfigError At(string owner, string plugin, SettingsProblem problem)
    {
        var end = problem.Message.EndsWith('.') || problem.Message.EndsWith('?') ? "" : ".";
        return problem.Path.Length == 0
            ? new($"{owner}:Plugin", $"\"{plugin}\" cannot be used: {problem.Message}{end}")
            : new($"{owner}:Settings:{problem.Path}", problem.Message + end);
    }
}
