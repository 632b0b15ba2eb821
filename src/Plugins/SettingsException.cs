using System.Collections.Immutable;

namespace Gateway.Plugins;

/// <summary>The settings of a plugin do not have the right form. Carries every problem found.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Says what is wrong, of which check of which plugin.</summary>
    public SettingsException(string plugin, string check, ImmutableArray<SettingsProblem> problems)
        : base($"plugin {plugin}, check {check}: {string.Join("; ", problems)}") => Problems = problems;

    /// <summary>Everything that is wrong, in the order of the settings' properties.</summary>
    public ImmutableArray<SettingsProblem> Problems { get; }
}
