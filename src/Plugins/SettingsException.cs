using System.Collections.Immutable;

namespace Gateway.Plugins;

/// <summary>The settings of a plugin do not have the right form. Carries every problem found.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Says what is wrong, of what of which plugin.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="check">Whose settings they are: <c>check web</c>, <c>action ops</c>, or a name alone.</param>
    /// <param name="problems">Everything that is wrong.</param>
    public SettingsException(string plugin, string check, ImmutableArray<SettingsProblem> problems)
        : base($"plugin {plugin}, {check}: {string.Join("; ", problems)}") => Problems = problems;

    /// <summary>Everything that is wrong, in the order of the settings' properties.</summary>
    public ImmutableArray<SettingsProblem> Problems { get; }
}
