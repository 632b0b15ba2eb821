using System.Text.Json;
using Gateway.Plugins.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Plugins;

/// <summary>What the host gives a plugin's health check or notify action.</summary>
public sealed class PluginContext
{
    /// <summary>The plugin's name: its folder and DLL.</summary>
    public required string Plugin { get; init; }

    /// <summary>The name of the check or action in the configuration. Two of one plugin differ in it.</summary>
    public required string Name { get; init; }

    /// <summary>The settings of the check or action, a JSON object. Defaults to an empty one.</summary>
    public JsonElement Settings { get; init; } = JsonElement.Parse("{}");

    /// <summary>Where it may log. The host itself logs when a check changes, and when an action fails.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The clock. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The name with its kind, <c>check web</c> or <c>action ops</c>; null where no host has said
    /// it.</summary>
    internal string? Title { get; init; }

    /// <summary>Reads <see cref="Settings"/> into a class, strictly: every key must be a property, every
    /// <c>required</c> property must have its key, and null needs a nullable property.</summary>
    /// <typeparam name="TSettings">A class with a constructor without parameters and settable (or <c>init</c>)
    /// properties: strings, numbers, booleans, enums by name, <see cref="TimeSpan"/> as <c>500ms</c>, <c>2s</c>,
    /// <c>5m</c>, <c>1h</c> or <c>00:00:02</c>, such classes again, arrays and lists of all these, and dictionaries
    /// with string keys.</typeparam>
    /// <exception cref="SettingsException">The settings are otherwise; it carries every problem.</exception>
    public TSettings Bind<TSettings>()
        where TSettings : class
    {
        var binder = new SettingsBinder();
        var settings = binder.Bind(Settings, typeof(TSettings));
        return binder.Problems is { IsEmpty: true }
            ? (TSettings)settings!
            : throw new SettingsException(Plugin, Title ?? Name, binder.Problems);
    }
}
