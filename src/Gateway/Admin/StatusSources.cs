using Gateway.Admin.Status;
using Gateway.Health;
using Gateway.Observability;
using Gateway.Plugins.Loading;
using Gateway.Proxy;
using Gateway.Vrrp.Events;

namespace Gateway.Admin;

/// <summary>Where the status comes from. The admin server answers before all parts run: until a part is set, there is
/// nothing of it.</summary>
/// <param name="configuration">What runs, and what was refused.</param>
internal sealed class StatusSources(ConfigurationBoard configuration)
{
    /// <summary>What runs, and what was refused.</summary>
    public ConfigurationBoard Configuration => configuration;

    /// <summary>What the engine looks like.</summary>
    public Func<EngineSnapshot> Engine { get; set; } = () => EngineSnapshot.Empty;

    /// <summary>Asks the engine for a newer <see cref="Engine"/>; false when none will come.</summary>
    public Func<bool> RefreshEngine { get; set; } = () => false;

    /// <summary>Whether an operator has taken the node out.</summary>
    public Func<bool> IsDrained { get; set; } = () => false;

    /// <summary>Whether it has given its addresses away once, until its peer goes.</summary>
    public Func<bool> IsHandedOver { get; set; } = () => false;

    /// <summary>What drains are for.</summary>
    public DrainPurpose Purpose { get; init; } = new();

    /// <summary>The last transition of a virtual router; null without one.</summary>
    public Func<string, HistoryEntry?> LatestOf { get; set; } = _ => null;

    /// <summary>The sign that another machine has the addresses of a virtual router, too; null without one.</summary>
    public Func<string, SplitBrainReport?> SplitBrainOf { get; set; } = _ => null;

    /// <summary>How much is logged.</summary>
    public LogLevels? Levels { get; set; }

    /// <summary>The health checks.</summary>
    public HealthBoard? Checks { get; set; }

    /// <summary>The proxy.</summary>
    public ProxyServer? Proxy { get; set; }

    /// <summary>The plugins.</summary>
    public PluginHost? Plugins { get; set; }
}
