using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Plugins;

namespace Gateway.Configuration;

/// <summary>One entry of <c>Notify</c>: a plugin's action and what it is to tell.</summary>
internal sealed record NotifyConfig
{
    /// <summary>Its name, for the log.</summary>
    public required string Name { get; init; }

    /// <summary>The plugin's name: its folder and DLL.</summary>
    public required string Plugin { get; init; }

    /// <summary>What it tells, each once; Master, Backup, Fault and Stop by default.</summary>
    public required ImmutableArray<NotificationKind> On { get; init; }

    /// <summary>The instances and sync groups that it tells about; empty for all. What is about none of them, a check
    /// or a certificate, is told in either case.</summary>
    public required ImmutableArray<string> Instances { get; init; }

    /// <summary>A call that takes longer has failed, 100 ms to 5 min; 10 s by default.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How often a failed call is repeated, 0 to 20; 5 by default.</summary>
    public required int Retries { get; init; }

    /// <summary>The plugin's own settings, an object; empty when the file has none.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>Whether another entry says the same; of settings, their form does not count.</summary>
    public bool IsSame(NotifyConfig other) =>
        JsonElement.DeepEquals(Settings, other.Settings)
        && On.SequenceEqual(other.On)
        && Instances.SequenceEqual(other.Instances)
        && WithoutLists() == other.WithoutLists();

    private NotifyConfig WithoutLists() => this with { Settings = default, On = [], Instances = [] };
}
