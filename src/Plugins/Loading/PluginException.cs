using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Plugins.Loading;

/// <summary>A plugin cannot be used. The message names the plugin and, once there is one, the check or
/// action.</summary>
[SuppressMessage("Design", "CA1064", Justification = "The loader is the host's; plugins never see it.")]
internal sealed class PluginException : Exception
{
    /// <summary>The DLL itself is at fault.</summary>
    public PluginException(string plugin, string problem, Exception? cause = null)
        : base($"plugin {plugin}: {problem}", cause) => Problems = [new("", problem)];

    /// <summary>A step of one check or action of the plugin failed.</summary>
    public PluginException(PluginSlot slot, string problem, Exception? cause = null)
        : this(slot, [new("", problem)], cause)
    {
    }

    private PluginException(PluginSlot slot, ImmutableArray<SettingsProblem> problems, Exception? cause)
        : base($"plugin {slot.Plugin}, {slot.Title}: {string.Join("; ", problems)}", cause) => Problems = problems;

    /// <summary>Everything that is wrong. Paths are relative to the settings.</summary>
    public ImmutableArray<SettingsProblem> Problems { get; }

    /// <summary>Whether the plugin itself is sound and the settings are wrong: then the configuration is.</summary>
    public bool IsOfSettings { get; private init; }

    /// <summary>The plugin is sound, the settings of one check or action are not.</summary>
    public static PluginException OfSettings(
        PluginSlot slot, ImmutableArray<SettingsProblem> problems, Exception? cause = null) =>
        new(slot, problems, cause) { IsOfSettings = true };
}
