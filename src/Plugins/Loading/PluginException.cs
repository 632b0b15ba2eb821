using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Plugins.Loading;

/// <summary>A plugin cannot be used. The message names the plugin and, once there is one, the check.</summary>
[SuppressMessage("Design", "CA1064", Justification = "The loader is the host's; plugins never see it.")]
internal sealed class PluginException : Exception
{
    /// <summary>The DLL itself is at fault.</summary>
    public PluginException(string plugin, string problem, Exception? cause = null)
        : base($"plugin {plugin}: {problem}", cause) => Problems = [new("", problem)];

    /// <summary>One check of the plugin is at fault.</summary>
    public PluginException(
        string plugin, string check, ImmutableArray<SettingsProblem> problems, Exception? cause = null)
        : base($"plugin {plugin}, check {check}: {string.Join("; ", problems)}", cause) => Problems = problems;

    /// <summary>Everything that is wrong. Paths are relative to the check's settings.</summary>
    public ImmutableArray<SettingsProblem> Problems { get; }
}
