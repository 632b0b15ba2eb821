using System.Text.Json;

namespace Gateway.Configuration.Options;

/// <summary>One entry of <c>Notify</c> as written.</summary>
internal sealed class NotifyOptions
{
    /// <summary>The plugin that tells. Required.</summary>
    public string? Plugin { get; set; }

    /// <summary>What it tells, by the names of <see cref="Plugins.NotificationKind"/>. Defaults to <c>Master</c>,
    /// <c>Backup</c>, <c>Fault</c> and <c>Stop</c>.</summary>
    public List<string>? On { get; set; }

    /// <summary>The instances and sync groups that it tells about. Defaults to all.</summary>
    public List<string>? Instances { get; set; }

    /// <summary>A call that takes longer has failed, 100 ms to 5 min. Defaults to <c>10s</c>.</summary>
    public string? Timeout { get; set; }

    /// <summary>How often a failed call is repeated, 0 to 20. Defaults to 5.</summary>
    public int? Retries { get; set; }

    /// <summary>The plugin's own settings, an object.</summary>
    public JsonElement? Settings { get; set; }
}
